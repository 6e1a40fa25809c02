using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Domain;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.EventIndex;

/// <summary>An index for which each event is work, on the clock of the test. It keeps nothing but its mark.</summary>
/// <param name="clock">The clock.</param>
/// <param name="perEvent">How long an event takes.</param>
internal sealed class LaboriousIndex(ManualClock clock, TimeSpan perEvent) : IEventIndex
{
    private FeedCursor _mark = FeedCursor.Start;

    public long Mark => _mark.OffsetOf(1);

    public TimeSpan Worked { get; private set; }

    public ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default) => new(_mark);

    public async ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default)
    {
        var work = perEvent * (to.OffsetOf(1) - from.OffsetOf(1));
        await clock.WhenPassedAsync(work, cancellationToken);
        (_mark, Worked) = (to, Worked + work);
        return true;
    }

    public ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default) => throw new NotSupportedException("It keeps nothing.");

    public ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => throw new NotSupportedException("It keeps nothing.");

    public ValueTask ClearAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException("It keeps nothing.");
}
