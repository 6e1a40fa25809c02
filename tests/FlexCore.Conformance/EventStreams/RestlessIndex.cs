using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Domain;

namespace FlexCore.Conformance.EventStreams;

/// <summary>An index that somebody moves on after every look at it.</summary>
/// <param name="inner">The index itself.</param>
/// <param name="move">Moves it on.</param>
internal sealed class RestlessIndex(IEventIndex inner, Func<Task> move) : IEventIndex
{
    public async ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default) => await MovedAsync(await inner.ReadMarkAsync(cancellationToken));

    public async ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default) => await MovedAsync(await inner.CountAsync(tenant, cancellationToken));

    public async ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default) => await MovedAsync(await inner.FindAsync(range, cancellationToken));

    public ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default) => inner.AddAsync(entries, from, to, cancellationToken);

    public ValueTask ClearAsync(CancellationToken cancellationToken = default) => inner.ClearAsync(cancellationToken);

    private async ValueTask<T> MovedAsync<T>(T seen)
    {
        await move();
        return seen;
    }
}
