using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>How remembered entities are loaded: which, when, and what happens when they cannot be.</summary>
public sealed class EntityRecallTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly ScriptedRegion _region = new();
    private readonly ManualClock _clock = new();
    private readonly EntityRecall _recall;

    public EntityRecallTests() => _recall = new EntityRecall(_region, _region, new EntityLog(NullLogger.Instance), RetryAfter, _clock);

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _recall.DisposeAsync();

    [Fact]
    public async Task Only_entities_of_the_shards_that_came_and_are_still_here_are_loaded()
    {
        _region.Add(20);
        var shard = _region.ShardOf(Ledgers.Id("k3"));
        _region.Gone = id => id.Key == "k3";

        _recall.Begin([shard]);
        await _region.Listed.NextAsync("the list");
        await _recall.DisposeAsync();

        var loaded = await _region.TakeLoadedAsync();
        loaded.ShouldNotContain("k3", "its shard has gone again");
        loaded.ShouldAllBe(key => _region.ShardOf(Ledgers.Id(key)) == shard);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_read_is_read_again()
    {
        _region.Add(3);
        _region.ListFaults = 2;
        _recall.Begin(Enumerable.Range(0, ScriptedRegion.Shards));
        for (var fault = 0; fault < 2; fault++)
        {
            await _region.Listed.NextAsync("a list that fails");
            await _clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
            _clock.Advance(RetryAfter);
        }

        (await _region.Loaded.NextAsync(3, "all of them")).Order(StringComparer.Ordinal).ShouldBe(["k0", "k1", "k2"]);
    }

    [Fact]
    public async Task An_entity_that_cannot_be_loaded_is_tried_again_and_holds_up_no_other()
    {
        _region.Add(3);
        _region.Fault = id => id.Key == "k1" ? new EntityFailedException(id, "the store is away.") : null;
        _recall.Begin(Enumerable.Range(0, ScriptedRegion.Shards));
        (await _region.Loaded.NextAsync(2, "the others")).Order(StringComparer.Ordinal).ShouldBe(["k0", "k2"]);

        // A shard that comes meanwhile is not held up either.
        _recall.Begin([_region.ShardOf(Ledgers.Id("k2"))]);
        (await _region.Loaded.NextAsync("again")).ShouldNotBe("k1");
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
        _region.Fault = static _ => null;
        _clock.Advance(RetryAfter);

        string key;
        do
        {
            key = await _region.Loaded.NextAsync("the one that failed");
        }
        while (key != "k1");
    }

    [Fact]
    public async Task A_history_that_breaks_is_left_alone()
    {
        _region.Add(2);
        _region.Fault = id => id.Key == "k1" ? new EntityHistoryException(id, 3, "a hole.") : null;

        _recall.Begin(Enumerable.Range(0, ScriptedRegion.Shards));
        (await _region.Loaded.NextAsync("the other")).ShouldBe("k0");
        await _recall.DisposeAsync();

        _clock.ArmedTimerCount.ShouldBe(0, "nobody waits to try it again");
    }

    [Fact]
    public async Task An_end_ends_the_waiting_and_nothing_begins_afterwards()
    {
        _region.Add(1);
        _region.ListFaults = 1;
        _recall.Begin([0]);
        await _region.Listed.NextAsync("a list that fails");

        await _recall.DisposeAsync().AsTask().WaitAsync(Patience);
        _recall.Begin(Enumerable.Range(0, ScriptedRegion.Shards));

        _region.Loaded.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_remembered_kind_without_a_directory_is_a_mistake_of_the_composition()
    {
        var store = new InMemoryStore();
        await using var system = new ActorSystem(new ActorSystemOptions(), new ManualClock(), NullLoggerFactory.Instance);
        var storage = new EntityStorage(store.Journal, store.Snapshots, OwnedShards.None(4));

        var error = Should.Throw<ArgumentException>(() => new LedgerEntityRegion(system, LedgerRegion.Definition with { RemembersEntities = true }, storage, new EntityOptions()));

        error.Message.ShouldContain("'ledger' are remembered");
        error.Message.ShouldContain("EntityStorage.Directory");
    }

    /// <summary>A region and directory whose answers the test decides. Thread-safe for the recall's loads.</summary>
    private sealed class ScriptedRegion : IRecalledRegion, IEntityDirectory
    {
        public const int Shards = 4;

        private readonly List<EntityId> _all = [];

        public string Kind => LedgerDecider.Kind;

        public Probe<string> Loaded { get; } = new();

        public Probe<bool> Listed { get; } = new();

        public int ListFaults { get; set; }

        public Func<EntityId, bool> Gone { get; set; } = static _ => false;

        public Func<EntityId, Exception?> Fault { get; set; } = static _ => null;

        public void Add(int count) => _all.AddRange(Enumerable.Range(0, count).Select(i => Ledgers.Id($"k{i}")));

        public int ShardOf(EntityId id) => id.ShardOf(Shards);

        public bool Owns(EntityId id) => !Gone(id);

        public ValueTask LoadAsync(EntityId id, CancellationToken cancellationToken)
        {
            if (Fault(id) is { } fault)
            {
                return ValueTask.FromException(fault);
            }

            Loaded.Add(id.Key);
            return ValueTask.CompletedTask;
        }

        public ValueTask<IReadOnlyList<EntityId>> ReadAsync(EntityRange range, CancellationToken cancellationToken = default) => throw new NotSupportedException("A recall loads all.");

        public ValueTask<long> CountAsync(EntityRange range, CancellationToken cancellationToken = default) => throw new NotSupportedException("A recall loads all.");

        public async IAsyncEnumerable<EntityId> ListAsync(string kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var fails = ListFaults-- > 0;
            if (fails)
            {
                Listed.Add(false);
                throw new JournalException("The store is away.");
            }

            foreach (var id in _all)
            {
                yield return id;
            }

            Listed.Add(true);
        }

        public async Task<List<string>> TakeLoadedAsync()
        {
            var taken = new List<string>();
            while (Loaded.Count > 0)
            {
                taken.Add(await Loaded.NextAsync("what was loaded"));
            }

            return taken;
        }
    }
}
