using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>What happens when another owner takes a shard (I7, I17).</summary>
public sealed class EntityFenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new(shardCount: 1);
    private readonly FaultInjectingJournal _journal;
    private readonly ManualClock _clock = new();
    private readonly List<LedgerRegion> _opened = [];

    public EntityFenceTests() => _journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var region in _opened)
        {
            await region.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_fenced_region_writes_nothing_and_names_the_reason()
    {
        var old = await OpenAsync(FencedPolicy.Stop);
        await old.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        var taker = await OpenAsync(FencedPolicy.Stop);
        await taker.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2));

        var first = await Should.ThrowAsync<ShardFencedException>(async () => await old.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 3)));
        await Should.ThrowAsync<ShardFencedException>(async () => await old.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 4)));

        first.Shard.ShouldBe(0);
        first.Message.ShouldContain("when-fenced");
        (await taker.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
        (await taker.ReadAsync(Ledgers.Id("b"))).Version.ShouldBe(0);
    }

    [Fact]
    public async Task Every_command_under_way_at_the_take_over_fails()
    {
        var old = await OpenAsync(FencedPolicy.Stop);
        _journal.Hold();
        var asks = Enumerable.Range(0, 5).Select(i => old.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), i)).AsTask()).ToArray();
        await _journal.WhenHeldAsync(5).WaitAsync(Patience);
        var taker = await OpenAsync(FencedPolicy.Stop);

        _journal.Release();

        foreach (var ask in asks)
        {
            await Should.ThrowAsync<ShardFencedException>(() => ask.WaitAsync(Patience));
        }

        (await taker.ReadAsync(Ledgers.Id("a"))).Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_region_that_may_takes_the_shard_back_and_reloads_all_its_entities()
    {
        var region = await OpenAsync(FencedPolicy.Reacquire);
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 1));
        var other = await OpenAsync(FencedPolicy.Stop);
        await other.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2));
        await other.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 2));

        await Should.ThrowAsync<ShardFencedException>(async () => await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 3)));

        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 4))).Version.ShouldBe(3);
        (await region.ReadAsync(Ledgers.Id("b"))).State.Numbers.ShouldBe([1, 2], "it was in memory under the lost lease and must not show its old state");
        await Should.ThrowAsync<ShardFencedException>(async () => await other.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 5)));
        (await region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task Two_regions_of_one_process_share_its_shards_and_do_not_fence_each_other()
    {
        var shards = await OwnedShards.AcquireAllAsync(_store.Leases, "one-process");
        var storage = new EntityStorage(_store.Journal, _store.Snapshots, shards);
        await using var system = new ActorSystem(new ActorSystemOptions(), _clock, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await using var ledgers = new LedgerEntityRegion(system, LedgerRegion.Definition, storage, new EntityOptions());
        await using var journals = new LedgerEntityRegion(system, LedgerRegion.Definition with { Kind = "journal" }, storage, new EntityOptions());
        var journalId = new FlexCore.Domain.EntityId(Ledgers.Security.Tenant, "journal", "a");

        for (var i = 1; i <= 10; i++)
        {
            (await ledgers.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), i))).Version.ShouldBe(i);
            (await journals.AskAsync(journalId, new Enter(Ledgers.Context(), i))).Version.ShouldBe(i);
        }
    }

    private async Task<LedgerEntityRegion> OpenAsync(FencedPolicy policy)
    {
        var opened = await LedgerRegion.OpenAsync(
            _journal, _store.Snapshots, _store.Leases, new EntityOptions { WhenFenced = policy }, _clock);
        _opened.Add(opened);
        return opened.Region;
    }
}
