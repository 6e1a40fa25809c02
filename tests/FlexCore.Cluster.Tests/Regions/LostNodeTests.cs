using System.Net;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Tests.Transport;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Network;
using FlexCore.Testing.Storage;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>Connections and nodes that end while commands are under way.</summary>
public sealed class LostNodeTests
{
    private const int Shards = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_keyed_command_whose_answer_was_lost_has_one_effect_and_gets_its_answer()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await using var proxy = await BehindProxyAsync(cluster);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        proxy.ToClient = new LinkFaults { IsStalled = true };
        var asks = Enumerable.Range(2, 20).Select(number => cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"key-{number}"), number)).AsTask()).ToArray();
        await WhenWrittenAsync(cluster, events: 21);

        proxy.Cut();
        proxy.ToClient = LinkFaults.None;

        var replies = await Task.WhenAll(asks).WaitAsync(Patience);
        replies.ShouldAllBe(reply => reply.IsAccepted);
        replies.Select(reply => reply.Version).ShouldBe(Enumerable.Range(2, 20).Select(version => (long)version));
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(1, 21));
    }

    [Fact]
    public async Task A_command_without_a_key_whose_answer_was_lost_has_an_unknown_outcome_and_is_not_sent_again()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await using var proxy = await BehindProxyAsync(cluster);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        proxy.ToClient = new LinkFaults { IsStalled = true };
        var ask = cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2)).AsTask();
        await WhenWrittenAsync(cluster, events: 2);

        proxy.Cut();
        proxy.ToClient = LinkFaults.None;

        (await Should.ThrowAsync<AskTimeoutException>(() => ask.WaitAsync(Patience))).Message.ShouldContain("may still take effect");
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_read_whose_answer_was_lost_is_sent_again()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await using var proxy = await BehindProxyAsync(cluster);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        proxy.ToClient = new LinkFaults { IsStalled = true };
        var read = cluster.A.Region.ReadAsync(Ledgers.Id("a")).AsTask();
        var handedOn = proxy.Accepted;

        proxy.Cut();
        proxy.ToClient = LinkFaults.None;

        (await read.WaitAsync(Patience)).State.Numbers.ShouldBe([1]);
        proxy.Accepted.ShouldBeGreaterThan(handedOn);
    }

    [Fact]
    public async Task While_the_owner_cannot_be_reached_commands_wait_and_go_on_when_it_is_back()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await using var proxy = await BehindProxyAsync(cluster);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        proxy.Refuses = true;
        proxy.Cut();
        var asks = Enumerable.Range(2, 50).Select(number => cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"k{number}"), number)).AsTask()).ToArray();

        proxy.Refuses = false;

        (await Task.WhenAll(asks).WaitAsync(Patience)).ShouldAllBe(reply => reply.IsAccepted);
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(1, 51));
    }

    [Fact]
    public async Task Commands_to_a_node_that_is_gone_wait_for_the_next_owner()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await cluster.GiveAllAsync(_ => cluster.B);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await cluster.B.Transport.DisposeAsync();
        var asks = Enumerable.Range(2, 20).Select(number => cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"k{number}"), number)).AsTask()).ToArray();

        var next = cluster.Add("c");
        await cluster.GiveAllAsync(_ => next);

        (await Task.WhenAll(asks).WaitAsync(Patience)).ShouldAllBe(reply => reply.IsAccepted);
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(1, 21));
    }

    [Fact]
    public async Task A_request_that_the_network_doubles_has_one_effect_when_it_has_a_key()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await using var proxy = await BehindProxyAsync(cluster);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 0));
        proxy.ToTarget = new LinkFaults { Duplicate = 1 };

        for (var number = 1; number <= 20; number++)
        {
            await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context($"key-{number}"), number));
        }

        proxy.ToTarget = LinkFaults.None;
        (await cluster.A.Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(0, 21));
    }

    [Fact]
    public async Task When_the_nodes_part_is_over_whatever_waits_or_comes_has_its_end_at_once()
    {
        await using var cluster = new LedgerCluster(new InMemoryStore(Shards));
        await using var proxy = await BehindProxyAsync(cluster);
        await cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("first"), 1));
        proxy.ToClient = new LinkFaults { IsStalled = true };
        var sent = cluster.A.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 2)).AsTask();
        await WhenWrittenAsync(cluster, events: 2);
        proxy.Refuses = true;
        proxy.Cut();
        var ownerless = Enumerable.Range(0, 100).Select(number => Ledgers.Id($"other-{number}")).First(id => id.ShardOf(Shards) != Ledgers.Id("a").ShardOf(Shards));
        cluster.Map.Set(ownerless.ShardOf(Shards), null);
        var held = cluster.A.Region.AskAsync(ownerless, new Enter(Ledgers.Context("held"), 1)).AsTask();
        var read = cluster.A.Region.ReadAsync(ownerless).AsTask();

        cluster.A.Regions.End();

        (await held.WaitAsync(Patience)).Refusal.ShouldNotBeNull().Code.ShouldBe("stopping");
        await Should.ThrowAsync<EntityFailedException>(() => read.WaitAsync(Patience));
        (await Should.ThrowAsync<AskTimeoutException>(() => sent.WaitAsync(Patience))).Message.ShouldContain("no member of its cluster any more", customMessage: "it may have been written, and was");
        (await cluster.A.Region.AskAsync(ownerless, new Enter(Ledgers.Context("later"), 2))).Refusal.ShouldNotBeNull().Code.ShouldBe("stopping");
        await Should.ThrowAsync<EntityFailedException>(() => cluster.A.Region.ReadAsync(ownerless).AsTask());
        cluster.A.Region.Held.ShouldBe(0);
        await cluster.A.Region.StopAsync().WaitAsync(Patience);
    }

    private static async Task<FaultProxy> BehindProxyAsync(LedgerCluster cluster)
    {
        var proxy = new FaultProxy(new IPEndPoint(IPAddress.Loopback, cluster.B.Transport.Port), seed: 1, TimeProvider.System, WireFrames.Cut);
        cluster.B.Member = cluster.B.Member with { Address = new NodeAddress("127.0.0.1", proxy.Port) };
        await cluster.GiveAllAsync(_ => cluster.B);
        return proxy;
    }

    /// <summary>Waits until the owner has committed so many events, asked on its own node, where no answer is lost.</summary>
    private static async Task WhenWrittenAsync(LedgerCluster cluster, int events)
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((await cluster.B.Local.ReadAsync(Ledgers.Id("a"), limit.Token)).Version < events)
        {
            await Task.Yield();
        }
    }
}
