using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Ledgers that are remembered, over any store, in a process that owns all shards or is given them one by one.</summary>
internal sealed class RememberedLedgers(
    IEventJournal journal, ISnapshotStore snapshots, IShardLeases leases, IEntityDirectory directory, bool isHosted, Func<ValueTask> close) : IRememberedLedgersHost
{
    private readonly List<IAsyncDisposable> _abandoned = [];
    private LedgerEntityRegion? _region;

    public IEntityRegion<LedgerCommand, LedgerState> Region => Current;

    public int ResidentCount => Current.ResidentCount;

    public ManualClock Clock { get; private set; } = new();

    public DateTimeOffset Due { get; } = new ManualClock().GetUtcNow().AddHours(1);

    public Probe<EntityId> Sent { get; } = new();

    private LedgerEntityRegion Current => _region ?? throw new InvalidOperationException("The host was not opened.");

    // The clock of the life that is gone stands still, so it sends nothing more.
    public async Task CrashAsync(TimeSpan later, bool isRemembered = true)
    {
        Clock = new ManualClock(Clock.GetUtcNow() + later);
        var shards = isHosted ? OwnedShards.None(leases.ShardCount) : await OwnedShards.AcquireAllAsync(leases, "test");
        var system = new ActorSystem(new ActorSystemOptions(), Clock, NullLoggerFactory.Instance);
        var definition = LedgerRegion.Definition with { RemembersEntities = isRemembered, Timer = TimerOf };
        var options = new EntityOptions { PassivateAfter = TimeSpan.FromDays(10), AskTimeout = Timeout.InfiniteTimeSpan };
        _region = new LedgerEntityRegion(system, definition, new EntityStorage(journal, snapshots, shards) { Directory = directory }, options);
        _abandoned.AddRange([system, _region]);
        if (!isHosted)
        {
            _region.Recall();
            return;
        }

        var host = new ShardHost(shards);
        host.Add(_region);
        for (var shard = 0; shard < leases.ShardCount; shard++)
        {
            await host.StartAsync(await leases.AcquireAsync(shard, "test"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var abandoned in Enumerable.Reverse(_abandoned))
        {
            await abandoned.DisposeAsync();
        }

        await close();
    }

    private EntityTimer<LedgerCommand>? TimerOf(EntityId id, LedgerState state) => state.Balance % 2 == 0 ? null : new EntityTimer<LedgerCommand>("even", Due, _ =>
    {
        Sent.Add(id);
        return new Enter(Ledgers.Context(), 1_000);
    });
}
