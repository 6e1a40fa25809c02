using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>The event index in memory. Thread-safe.</summary>
internal sealed class InMemoryEventIndex : IEventIndex
{
    private readonly Lock _gate = new();
    private readonly List<EventEntry> _entries = [];
    private FeedCursor _mark = FeedCursor.Start;

    public ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(_mark);
        }
    }

    public ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_mark.Equals(from))
            {
                return ValueTask.FromResult(false);
            }

            _entries.AddRange(entries);
            _mark = to;
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        var (term, after, limit) = range;
        var newestFirst = range.NewestFirst;
        lock (_gate)
        {
            var found = _entries.Where(entry => entry.Terms.Contains(term) && range.Also.All(entry.Terms.Contains)).Select(static entry => new IndexedEvent(entry.Place, entry.Recorded.Stored));
            var ordered = newestFirst
                ? found.Where(indexed => after is not { } place || indexed.Place < place).OrderByDescending(static indexed => indexed.Place)
                : found.Where(indexed => after is not { } place || indexed.Place > place).OrderBy(static indexed => indexed.Place);
            return ValueTask.FromResult(new IndexedPage([.. ordered.Take(limit)], null));
        }
    }

    public ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(new EventCounts(
                _mark,
            [
                .. _entries.Where(entry => entry.Recorded.Stored.Stream.Tenant == tenant)
                    .GroupBy(static entry => (entry.Recorded.Stored.Stream.Kind, entry.Recorded.Stored.Type))
                    .Select(static group => new EventCount(group.Key.Kind, group.Key.Type, group.LongCount())),
            ]));
        }
    }

    public ValueTask ClearAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _entries.Clear();
            _mark = FeedCursor.Start;
        }

        return ValueTask.CompletedTask;
    }
}
