using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Domain;

namespace FlexCore.Conformance.EventStreams;

/// <summary>An index that counts how often it was written.</summary>
/// <param name="inner">The index itself.</param>
internal sealed class CountedIndex(IEventIndex inner) : IEventIndex
{
    public int Adds { get; private set; }

    public ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default) => inner.ReadMarkAsync(cancellationToken);

    public ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default)
    {
        Adds++;
        return inner.AddAsync(entries, from, to, cancellationToken);
    }

    public ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default) => inner.FindAsync(range, cancellationToken);

    public ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => inner.CountAsync(tenant, cancellationToken);

    public ValueTask ClearAsync(CancellationToken cancellationToken = default) => inner.ClearAsync(cancellationToken);
}
