using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Shards that come and go while a region serves (I17, I24).</summary>
public sealed class ShardHostTests : IAsyncLifetime
{
    private const int Shards = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new(shardCount: Shards);
    private readonly List<ShardNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_shard_that_was_not_given_is_not_served()
    {
        var node = Node("a");
        var id = InShard(2);

        var reply = await node.Region.AskAsync(id, new Enter(Ledgers.Context(), 1));
        var read = await Should.ThrowAsync<ShardFencedException>(async () => await node.Region.ReadAsync(id));

        reply.Refusal.ShouldNotBeNull().Code.ShouldBe("not-owner");
        reply.Refusal.Message.ShouldContain("shard 2");
        read.Shard.ShouldBe(2);
        node.Region.ResidentCount.ShouldBe(0, "nothing was loaded for it");
    }

    [Fact]
    public async Task A_given_shard_is_served_and_the_others_are_not()
    {
        var node = Node("a");
        await node.TakeAsync(1);

        (await node.Region.AskAsync(InShard(1), new Enter(Ledgers.Context(), 1))).Refusal.ShouldBeNull();
        (await node.Region.AskAsync(InShard(0), new Enter(Ledgers.Context(), 1))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-owner");
    }

    [Fact]
    public async Task A_drain_answers_what_was_accepted_and_leaves_nothing_in_memory()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        var node = Node("a", journal);
        await node.TakeAllAsync();
        var id = InShard(1);
        journal.Hold();
        var asks = Enumerable.Range(0, 5).Select(i => node.Region.AskAsync(id, new Enter(Ledgers.Context(), i)).AsTask()).ToArray();
        await journal.WhenHeldAsync(5).WaitAsync(Patience);

        var drain = node.Host.DrainAsync(1).AsTask();
        (await node.Region.AskAsync(id, new Enter(Ledgers.Context(), 9))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-owner");
        drain.IsCompleted.ShouldBeFalse("five commands wait for their commit");
        journal.Release();
        await drain.WaitAsync(Patience);

        foreach (var ask in asks)
        {
            (await ask.WaitAsync(Patience)).Refusal.ShouldBeNull();
        }

        node.Region.ResidentCount.ShouldBe(0);
        (await ReadStoredAsync(id)).ShouldBe(5);
        (await _store.Snapshots.LoadAsync(id)).ShouldNotBeNull("the next owner reads the snapshot, not the history").Version.ShouldBe(5);
    }

    [Fact]
    public async Task A_drain_does_not_touch_other_shards()
    {
        var node = Node("a");
        await node.TakeAllAsync();
        for (var shard = 0; shard < Shards; shard++)
        {
            await node.Region.AskAsync(InShard(shard), new Enter(Ledgers.Context(), 1));
        }

        await node.Host.DrainAsync(2).AsTask().WaitAsync(Patience);

        node.Region.ResidentCount.ShouldBe(Shards - 1);
        (await node.Region.AskAsync(InShard(3), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Draining_a_shard_that_is_not_here_does_nothing()
    {
        var node = Node("a");
        await node.Host.DrainAsync(2).AsTask().WaitAsync(Patience);
        await node.TakeAsync(2);
        await node.Host.DrainAsync(2).AsTask().WaitAsync(Patience);
        await node.Host.DrainAsync(2).AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_shard_that_comes_back_is_served_again_from_its_newest_state()
    {
        var (a, b) = (Node("a"), Node("b"));
        var id = InShard(0);
        await a.TakeAsync(0);
        await a.Region.AskAsync(id, new Enter(Ledgers.Context(), 1));
        await a.Host.DrainAsync(0).AsTask().WaitAsync(Patience);
        await b.TakeAsync(0);
        await b.Region.AskAsync(id, new Enter(Ledgers.Context(), 2));
        await b.Host.DrainAsync(0).AsTask().WaitAsync(Patience);
        await a.TakeAsync(0);

        (await a.Region.AskAsync(id, new Enter(Ledgers.Context(), 3))).Version.ShouldBe(3);
        (await a.Region.ReadAsync(id)).State.Numbers.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_lost_shard_writes_no_more_and_its_entities_leave()
    {
        var (old, taker) = (Node("old"), Node("taker"));
        var id = InShard(0);
        var lease = await old.TakeAsync(0);
        await old.Region.AskAsync(id, new Enter(Ledgers.Context(), 1));
        await taker.TakeAsync(0);

        await Should.ThrowAsync<ShardFencedException>(async () => await old.Region.AskAsync(id, new Enter(Ledgers.Context(), 2)));
        old.Host.Lose(lease);

        (await old.Region.AskAsync(id, new Enter(Ledgers.Context(), 3))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-owner");
        (await taker.Region.AskAsync(id, new Enter(Ledgers.Context(), 4))).Refusal.ShouldBeNull();
        (await taker.Region.ReadAsync(id)).State.Numbers.ShouldBe([1, 4]);
    }

    [Fact]
    public async Task A_late_word_of_an_old_lease_does_not_end_the_new_one()
    {
        var node = Node("a");
        var old = await node.TakeAsync(0);
        await node.TakeAsync(0);

        node.Host.Lose(old);

        (await node.Region.AskAsync(InShard(0), new Enter(Ledgers.Context(), 1))).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_node_that_may_not_serve_refuses_and_serves_again_when_it_may()
    {
        var node = Node("a");
        await node.TakeAsync(0);
        var id = InShard(0);
        await node.Region.AskAsync(id, new Enter(Ledgers.Context(), 1));

        node.Host.SetServing(false);
        (await node.Region.AskAsync(id, new Enter(Ledgers.Context(), 2))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-serving");
        (await Should.ThrowAsync<EntityFailedException>(async () => await node.Region.ReadAsync(id))).Message.ShouldContain("lost touch");
        node.Host.SetServing(true);

        (await node.Region.AskAsync(id, new Enter(Ledgers.Context(), 3))).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_wakes_from_a_pause_refuses_before_anybody_has_told_its_host()
    {
        var mayServe = true;
        var node = new ShardNode(_store, "a", mayServe: () => mayServe);
        _nodes.Add(node);
        await node.TakeAsync(0);

        mayServe = false;
        (await node.Region.AskAsync(InShard(0), new Enter(Ledgers.Context(), 1))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-serving");
        mayServe = true;

        (await node.Region.AskAsync(InShard(0), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_drain_that_is_cut_short_drops_what_waits_and_frees_the_shard()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        var node = Node("a", journal);
        await node.TakeAsync(0);
        var id = InShard(0);
        journal.Hold();
        var ask = node.Region.AskAsync(id, new Enter(Ledgers.Context(), 1)).AsTask();
        await journal.WhenHeldAsync(1).WaitAsync(Patience);
        using var patience = new CancellationTokenSource();
        var drain = node.Host.DrainAsync(0, patience.Token).AsTask();

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => drain.WaitAsync(Patience));
        var taker = Node("taker");
        await taker.TakeAsync(0);
        journal.Release();

        await Should.ThrowAsync<ShardFencedException>(() => ask.WaitAsync(Patience));
        (await taker.Region.AskAsync(id, new Enter(Ledgers.Context(), 7))).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_region_with_other_shards_is_not_taken_by_a_host()
    {
        await using var other = await LedgerRegion.OpenAsync(_store.Journal, _store.Snapshots, _store.Leases);

        Should.Throw<ArgumentException>(() => Node("a").Host.Add(other.Region)).Message.ShouldContain("other shards");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Under_load_shards_wander_between_nodes_and_nothing_acknowledged_is_lost(int seed)
    {
        var nodes = new[] { Node("a"), Node("b"), Node("c") };
        var owners = new int[Shards];
        for (var shard = 0; shard < Shards; shard++)
        {
            await nodes[0].TakeAsync(shard);
        }

        using var done = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteAsync(nodes, Ledgers.Id($"w-{writer}"), done.Token))).ToArray();
        var random = new Random(seed);
        for (var move = 0; move < 60; move++)
        {
            var shard = random.Next(Shards);
            var to = random.Next(nodes.Length);
            if (random.Next(3) > 0)
            {
                await nodes[owners[shard]].Host.DrainAsync(shard).AsTask().WaitAsync(Patience);
            }

            // Without the drain it is a take-over from a node that knows nothing of it.
            await nodes[to].TakeAsync(shard);
            owners[shard] = to;
        }

        await done.CancelAsync();
        for (var writer = 0; writer < writers.Length; writer++)
        {
            var acknowledged = await writers[writer].WaitAsync(Patience);
            var id = Ledgers.Id($"w-{writer}");
            var numbers = (await nodes[owners[id.ShardOf(Shards)]].Region.ReadAsync(id)).State.Numbers;
            numbers.Distinct().Count().ShouldBe(numbers.Count, $"seed {seed}: an entry was written twice");
            acknowledged.Except(numbers).ShouldBeEmpty($"seed {seed}: acknowledged entries are missing");
        }
    }

    // Asks every node in turn until one takes the command; the outcome of a failed one counts as unknown.
    private static async Task<List<int>> WriteAsync(ShardNode[] nodes, EntityId id, CancellationToken done)
    {
        var acknowledged = new List<int>();
        for (var number = 0; !done.IsCancellationRequested; number++)
        {
            await Task.Yield();
            try
            {
                if ((await nodes[number % nodes.Length].Region.AskAsync(id, new Enter(Ledgers.Context(), number), CancellationToken.None)).Refusal is null)
                {
                    acknowledged.Add(number);
                }
            }
            catch (EntityFailedException)
            {
                continue;
            }
        }

        return acknowledged;
    }

    private ShardNode Node(string name, IEventJournal? journal = null)
    {
        var node = new ShardNode(_store, name, journal);
        _nodes.Add(node);
        return node;
    }

    private static EntityId InShard(int shard) => Enumerable.Range(0, 1000).Select(i => Ledgers.Id($"e-{i}")).First(id => id.ShardOf(Shards) == shard);

    private async Task<int> ReadStoredAsync(EntityId id)
    {
        var count = 0;
        await foreach (var _ in _store.Journal.ReadStreamAsync(id, 1))
        {
            count++;
        }

        return count;
    }
}
