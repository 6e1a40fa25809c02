using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.TimeTravel;

namespace FlexCore.Conformance.EventStreams;

/// <summary>A store with its event index, opened for a test.</summary>
public sealed class IndexHarness(Func<ValueTask> close) : IAsyncDisposable
{
    public required IEventJournal Journal { get; init; }

    public required IShardLeases Leases { get; init; }

    public required IEventFeed Feed { get; init; }

    public required IEntityDirectory Directory { get; init; }

    public required IEventIndex Index { get; init; }

    public required IStateSnapshots States { get; init; }

    public ValueTask DisposeAsync() => close();
}
