using System.Net.Sockets;
using System.Text;
using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>Whoever finds the port and is no node.</summary>
public sealed class StrangerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_http_client_is_closed_without_an_answer_and_told_once()
    {
        await using var node = new TestNode("a");

        for (var i = 0; i < 20; i++)
        {
            (await SayAsync(node, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray())).ShouldBeEmpty();
        }

        (await node.Log.NextAsync(8505)).ShouldContain("does not begin as a node does");
        node.Log.Of(8505).Count.ShouldBe(1);
        await StaysUsableAsync(node);
    }

    [Fact]
    public async Task Strangers_are_told_again_after_a_while_with_their_number()
    {
        var clock = new ManualClock();
        await using var node = new TestNode("a", time: clock);
        for (var i = 0; i < 5; i++)
        {
            await SayAsync(node, "hello"u8.ToArray());
        }

        (await node.Log.NextAsync(8505)).ShouldContain("so far");
        clock.Advance(TimeSpan.FromSeconds(10));
        await SayAsync(node, "hello"u8.ToArray());

        (await node.Log.NextAsync(8505)).ShouldContain("6 so far");
        node.Log.Of(8505).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_port_scanner_that_says_nothing_and_goes_is_counted()
    {
        await using var node = new TestNode("a");

        (await SayAsync(node, [])).ShouldBeEmpty();

        (await node.Log.NextAsync(8505)).ShouldContain("before its hello");
    }

    [Fact]
    public async Task Whoever_says_nothing_is_closed_after_the_time_for_the_handshake()
    {
        var clock = new ManualClock();
        await using var node = new TestNode("a", time: clock, configure: options =>
        {
            options.HandshakeTimeout = TimeSpan.FromSeconds(3);
            options.HeartbeatInterval = TimeSpan.FromMinutes(1);
            options.SilenceMax = TimeSpan.FromMinutes(5);
        });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", node.Transport.Port);
        await clock.WhenTimerDueAsync(TimeSpan.FromSeconds(3));

        clock.Advance(TimeSpan.FromSeconds(3));

        (await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Patience)).ShouldBe(0);
    }

    [Theory]
    [InlineData("FLEXNODE")]
    [InlineData("FLEXNODEgarbage that is long enough to be a frame of some kind, but is none")]
    public async Task A_node_s_first_bytes_and_then_garbage_are_closed(string said)
    {
        await using var node = new TestNode("a");

        (await SayAsync(node, Encoding.ASCII.GetBytes(said))).ShouldBeEmpty();

        await node.Log.NextAsync(8505);
        await StaysUsableAsync(node);
    }

    [Fact]
    public async Task Random_bytes_never_get_an_answer_and_never_harm_the_node()
    {
        const int Seed = 41;
        var random = new Random(Seed);
        await using var node = new TestNode("a");

        for (var i = 0; i < 100; i++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            if (i % 2 == 0 && bytes.Length > 8)
            {
                "FLEXNODE"u8.CopyTo(bytes);
            }

            (await SayAsync(node, bytes)).ShouldBeEmpty($"seed {Seed}, attempt {i}");
        }

        await StaysUsableAsync(node);
    }

    [Fact]
    public async Task One_connection_too_many_is_closed_and_the_others_stay()
    {
        await using var node = new TestNode("a", configure: options => options.InboundConnectionsMax = 1);
        await using var b = new TestNode("b");
        await using var c = new TestNode("c");
        await b.AskAsync(node.Member, 1);

        await Should.ThrowAsync<FlexCore.Cluster.Transport.TransportException>(() => c.AskAsync(node.Member, 1));

        (await b.AskAsync(node.Member, 2)).ShouldBe([2]);
        (await node.Log.NextAsync(8505)).ShouldContain("1 connections are open");
    }

    /// <summary>Says something and ends; gives what came back until the node closed the connection.</summary>
    private static async Task<byte[]> SayAsync(TestNode node, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", node.Transport.Port);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer).WaitAsync(Patience);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // It was closed while something was still unread, which resets the connection.
        }

        return answer.ToArray();
    }

    private static async Task StaysUsableAsync(TestNode node)
    {
        await using var other = new TestNode("other");
        (await other.AskAsync(node.Member, 1)).ShouldBe([1]);
    }
}
