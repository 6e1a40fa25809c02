using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Retention;

namespace FlexCore.Conformance.Retention;

/// <summary>What retention needs of a store, opened for a test.</summary>
public sealed class RetentionHarness(Func<ValueTask> close) : IAsyncDisposable
{
    public required IEventJournal Journal { get; init; }

    public required IShardLeases Leases { get; init; }

    public required IEventFeed Feed { get; init; }

    public required ISnapshotStore Snapshots { get; init; }

    public required IEntityDirectory Directory { get; init; }

    public required IScavenger Scavenger { get; init; }

    public ValueTask DisposeAsync() => close();
}
