using System.Net;
using System.Net.Sockets;
using FlexCore.Testing.Network;
using FlexCore.Testing.Time;

namespace FlexCore.Testing.Tests.Network;

public sealed class FaultProxyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Without_faults_everything_arrives_in_both_directions()
    {
        await using var link = await ProxiedPair.OpenAsync();
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);

        var there = link.Server.ReadAsync(bytes.Length);
        var back = link.Client.ReadAsync(bytes.Length);
        await Task.WhenAll(link.Client.WriteAsync(bytes), link.Server.WriteAsync(bytes));

        (await there).ShouldBe(bytes);
        (await back).ShouldBe(bytes);
    }

    [Fact]
    public async Task The_end_of_one_direction_is_handed_on()
    {
        await using var link = await ProxiedPair.OpenAsync();
        await link.Client.WriteAsync([1]);
        link.Client.End();

        (await link.Server.ReadAsync(2)).ShouldBe([1], "the stream ended after one byte");
        await link.Server.WriteAsync([2]);
        (await link.Client.ReadAsync(1)).ShouldBe([2], "the way back is open");
    }

    [Fact]
    public async Task A_reset_at_one_end_reaches_the_other_which_only_waits()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var proxy = new FaultProxy(server.LocalEndpoint, seed: 1, TimeProvider.System);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port).WaitAsync(Patience);
        using var accepted = await server.AcceptSocketAsync().WaitAsync(Patience);

        // Closed so, a socket sends a reset instead of an end.
        accepted.LingerState = new LingerOption(true, 0);
        accepted.Close();

        var ended = await Record.ExceptionAsync(async () => (await client.GetStream().ReadAsync(new byte[1])).ShouldBe(0)).WaitAsync(Patience);
        (ended is null or IOException).ShouldBeTrue($"the client learned that the connection is over: {ended}");
    }

    [Fact]
    public async Task A_target_that_is_not_there_costs_its_clients_their_connection_and_no_later_one()
    {
        // Bound and not listening: nobody else gets the port, and whoever connects is refused.
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var proxy = new FaultProxy(server.LocalEndPoint ?? throw new InvalidOperationException("A bound socket has no address."), seed: 1, TimeProvider.System);

        // Many at once: their ends and the accepting of the next ones meet in every order.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var refused = new TcpClient();
            await refused.ConnectAsync(IPAddress.Loopback, proxy.Port).WaitAsync(Patience);
            var ended = await Record.ExceptionAsync(async () => (await refused.GetStream().ReadAsync(new byte[1])).ShouldBe(0)).WaitAsync(Patience);
            (ended is null or IOException).ShouldBeTrue($"connection {i} is over: {ended}");
        }));

        server.Listen();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port).WaitAsync(Patience);
        using var accepted = await server.AcceptAsync().WaitAsync(Patience);
        proxy.Accepted.ShouldBe(101);
    }

    [Fact]
    public async Task A_delayed_piece_arrives_when_its_time_has_come()
    {
        var clock = new ManualClock();
        await using var link = await ProxiedPair.OpenAsync(time: clock);
        link.Proxy.ToTarget = new LinkFaults { Delay = TimeSpan.FromSeconds(2) };
        var reading = link.Server.ReadAsync(1);
        await link.Client.WriteAsync([7]);
        await clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
        reading.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromSeconds(2));

        (await reading).ShouldBe([7]);
    }

    [Fact]
    public async Task Jitter_comes_from_the_seed()
    {
        var clock = new ManualClock();
        await using var link = await ProxiedPair.OpenAsync(time: clock, seed: 3);
        link.Proxy.ToTarget = new LinkFaults { Jitter = TimeSpan.FromSeconds(1) };
        var reading = link.Server.ReadAsync(1);
        await link.Client.WriteAsync([7]);
        await clock.WhenTimersArmedAsync(1).WaitAsync(Patience);

        clock.Advance(TimeSpan.FromSeconds(1));

        (await reading).ShouldBe([7]);
    }

    [Fact]
    public async Task A_stalled_link_hands_nothing_on_until_it_is_whole_again()
    {
        await using var link = await ProxiedPair.OpenAsync();
        link.Proxy.ToTarget = new LinkFaults { IsStalled = true };
        var reading = link.Server.ReadAsync(3);
        await link.Client.WriteAsync([1, 2, 3]);
        await link.Server.WriteAsync([9]);
        (await link.Client.ReadAsync(1)).ShouldBe([9], "the way back is not stalled");
        reading.IsCompleted.ShouldBeFalse();

        link.Proxy.ToTarget = LinkFaults.None;

        (await reading).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_cut_ends_both_ends_and_new_connections_are_made_unless_refused()
    {
        await using var link = await ProxiedPair.OpenAsync();
        link.Proxy.Cut();
        (await link.Client.ReadAsync(1)).ShouldBeEmpty();
        (await link.Server.ReadAsync(1)).ShouldBeEmpty();

        await using (var again = await link.ConnectAsync())
        {
            await again.Client.WriteAsync([1]);
            (await again.Server.ReadAsync(1)).ShouldBe([1]);
        }

        link.Proxy.Refuses = true;
        using var refused = new TcpClient();
        await refused.ConnectAsync(IPAddress.Loopback, link.Proxy.Port);
        (await new SocketEnd(refused.Client).ReadAsync(1)).ShouldBeEmpty();
        link.Proxy.Accepted.ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_seed_hits_the_same_pieces_in_every_run(int seed)
    {
        var faults = new LinkFaults { Drop = 0.2, Duplicate = 0.2, Corrupt = 0.1 };

        var first = await SendAsync(seed, faults, count: 300);
        var second = await SendAsync(seed, faults, count: 300);

        second.ShouldBe(first, $"seed {seed}");
        first.ShouldNotBe(await SendAsync(seed + 10, faults, count: 300), $"seeds {seed} and {seed + 10}");
    }

    [Fact]
    public async Task Dropped_pieces_are_missing_and_doubled_ones_are_there_twice()
    {
        (await SendAsync(1, new LinkFaults { Drop = 1 }, count: 20)).ShouldBe([255]);
        (await SendAsync(1, new LinkFaults { Duplicate = 1 }, count: 3)).ShouldBe([0, 0, 1, 1, 2, 2, 255]);
    }

    [Fact]
    public async Task A_corrupted_piece_differs_in_one_bit()
    {
        var arrived = await SendAsync(5, new LinkFaults { Corrupt = 1 }, count: 100);

        for (var i = 0; i < 100; i++)
        {
            System.Numerics.BitOperations.PopCount((uint)(arrived[i] ^ i)).ShouldBe(1, $"seed 5, piece {i}");
        }
    }

    [Fact]
    public async Task Reordered_pieces_are_all_there_in_another_order()
    {
        await using var link = await ProxiedPair.OpenAsync(seed: 4, cutter: static bytes => bytes.IsEmpty ? 0 : 1);
        link.Proxy.ToTarget = new LinkFaults { Reorder = 0.5 };
        var sent = Enumerable.Range(0, 100).Select(i => (byte)i).ToArray();
        await link.Client.WriteAsync(sent);

        var arrived = await link.Server.ReadAsync(100);

        arrived.Order().ShouldBe(sent);
        arrived.ShouldNotBe(sent);
    }

    /// <summary>Sends numbered pieces of one byte, then a last one without faults; gives what arrived.</summary>
    private static async Task<byte[]> SendAsync(int seed, LinkFaults faults, int count)
    {
        await using var link = await ProxiedPair.OpenAsync(seed: seed, cutter: static bytes => bytes.IsEmpty ? 0 : 1);
        link.Proxy.ToTarget = faults;
        link.Proxy.ToClient = LinkFaults.None;
        await link.Client.WriteAsync([.. Enumerable.Range(0, count).Select(i => (byte)i)]);
        await link.Proxy.WhenHandedOnAsync(count).WaitAsync(Patience);
        link.Proxy.ToTarget = LinkFaults.None;
        await link.Client.WriteAsync([255]);
        link.Client.End();
        return await link.Server.ReadAsync(int.MaxValue);
    }
}
