using System.Net;
using System.Net.Sockets;
using FlexCore.Client.Calls;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;

namespace FlexCore.Client.Tests.Transport;

/// <summary>Real connections to nodes that die before, in and after an answer.</summary>
public sealed class DyingNodeTests : IDisposable
{
    private const string Stream = """{"key":"s","name":"S","status":"running","version":2}""";
    private const string Cluster = """{"self":"b@1","serving":true,"membershipVersion":1,"shardTableVersion":1,"shards":256,"unowned":0,"moving":0,"members":[]}""";

    private readonly List<RawServer> _servers = [];

    [Fact]
    public async Task A_node_that_is_not_there_is_passed_over()
    {
        var b = Add(RawServer.Answering(Stream));
        using var client = Client(NobodyListens(), b.Url);

        (await client.Streams.GetAsync("s")).Key.ShouldBe("s");

        client.Nodes[0].ShouldBe(b.Url);
    }

    [Fact]
    public async Task A_node_that_dies_in_its_answer_is_passed_over_with_the_same_key()
    {
        var a = Add(new RawServer(async (_, server, stream) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"key\":\"s");
            server.Die();
        }));
        var b = Add(RawServer.Answering(Stream));
        using var client = Client(a.Url, b.Url);

        (await client.Streams.StopAsync("s")).Key.ShouldBe("s");

        KeyOf(a.Seen[0]).ShouldNotBeNull().ShouldBe(KeyOf(b.Seen[0]));
    }

    [Fact]
    public async Task A_node_that_dies_before_it_answers_is_not_told_of_a_leave_twice()
    {
        var a = Add(new RawServer((_, server, _) =>
        {
            server.Die();
            return Task.CompletedTask;
        }));
        var b = Add(RawServer.Answering(Cluster));
        using var client = Client(a.Url, b.Url);

        (await Should.ThrowAsync<NodeUnavailableException>(() => client.Cluster.LeaveAsync("n"))).WasNotSent.ShouldBeFalse();

        a.Seen.Count.ShouldBe(1);
        b.Seen.ShouldBeEmpty();
    }

    /// <summary>A handler sends a request without a body by itself again when the connection ends before the answer.</summary>
    [Fact]
    public async Task Connections_that_end_before_the_answer_do_not_make_a_leave_be_sent_twice()
    {
        var a = Add(new RawServer(async (request, server, stream) =>
        {
            if (request.StartsWith("GET", StringComparison.Ordinal))
            {
                await RawServer.AnswerAsync(stream, Cluster);
            }
            else
            {
                stream.Socket.Shutdown(SocketShutdown.Both);
            }
        }));
        using var client = Client(a.Url);
        await client.Cluster.GetAsync();

        (await Should.ThrowAsync<NodeUnavailableException>(() => client.Cluster.LeaveAsync("n"))).WasNotSent.ShouldBeFalse();

        a.Seen.Count(request => request.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_leave_goes_to_another_node_when_the_first_is_not_there()
    {
        var b = Add(RawServer.Answering(Cluster));
        using var client = Client(NobodyListens(), b.Url);

        (await client.Cluster.LeaveAsync("n")).Self.ShouldBe("b@1");
    }

    [Fact]
    public async Task Members_that_were_learned_take_over_when_the_only_contact_dies()
    {
        var b = Add(RawServer.Answering(Stream));
        var a = Add(new RawServer((request, _, stream) => RawServer.AnswerAsync(
            stream, request.Contains("/cluster/nodes", StringComparison.Ordinal) ? $$$"""{"count":1,"nodes":[{"id":"b","address":"{{{b.Url}}}","metadata":{"state":"up","version":"1"}}]}""" : Stream)));
        using var client = new FlexCoreClient(a.Url);
        await client.Streams.GetAsync("s");
        await client.Settled.WaitAsync(TimeSpan.FromSeconds(30));

        a.Die();

        (await client.Streams.GetAsync("s")).Key.ShouldBe("s");
        client.Nodes[0].ShouldBe(b.Url);
    }

    [Fact]
    public async Task Following_goes_on_at_another_node_behind_the_last_whole_event()
    {
        var a = Add(new RawServer(async (_, server, stream) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: cut o");
            await stream.Socket.DisconnectAsync(reuseSocket: false);
            server.Die();
        }));
        var b = Add(new RawServer((_, _, stream) => RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 3\ndata: c\n\n")));
        using var client = Client(a.Url, b.Url);

        var taken = new List<string>();
        await foreach (var next in client.Topics.FollowAsync("t", FollowStart.Beginning))
        {
            taken.Add(next.Data);
            if (taken.Count == 3)
            {
                break;
            }
        }

        taken.ShouldBe(["a", "b", "c"]);
        b.Seen[0].ShouldContain("Last-Event-ID: 2\r\n");
    }

    public void Dispose() => _servers.ForEach(server => server.Dispose());

    private static FlexCoreClient Client(params Uri[] nodes) =>
        new(new FlexCoreClientOptions { ContactPoints = nodes, LearnsMembers = false, Attempts = 2, RetryDelay = TimeSpan.FromMilliseconds(1) });

    private static Uri NobodyListens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private static string? KeyOf(string request) =>
        request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Idempotency-Key: ", StringComparison.Ordinal));

    private RawServer Add(RawServer server)
    {
        _servers.Add(server);
        return server;
    }
}
