using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventIndex;

/// <summary>Counts events by type: what the index has counted, and what lies behind its mark. Stateless and thread-safe.</summary>
/// <param name="index">What is counted.</param>
/// <param name="feed">What is not.</param>
public sealed class EventTally(IEventIndex index, IEventFeed feed)
{
    private readonly IndexTail _tail = new(feed, index);

    /// <summary>How many events of each kind and type a tenant has, in the order of their names; records of event topics are not counted.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The counts, or <see langword="null"/> while more events than are read for one question wait to be indexed.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public async ValueTask<IReadOnlyList<EventCount>?> CountAsync(TenantId tenant, CancellationToken cancellationToken = default)
    {
        // The tail begins where the count ends, however far the index has come meanwhile: nothing is counted twice or not at all.
        var counts = await index.CountAsync(tenant, cancellationToken).ConfigureAwait(false);
        var tail = await _tail.ReadAsync(tenant, counts.Mark, cancellationToken).ConfigureAwait(false);
        return tail is null
            ? null
            : [
                .. counts.Types.Concat(tail.Select(static entry => new EventCount(entry.Recorded.Stored.Stream.Kind, entry.Recorded.Stored.Type, 1)))
                    .GroupBy(static count => (count.Kind, count.Type))
                    .Select(static group => new EventCount(group.Key.Kind, group.Key.Type, group.Sum(static count => count.Events)))
                    .OrderBy(static count => count.Kind, StringComparer.Ordinal)
                    .ThenBy(static count => count.Type, StringComparer.Ordinal),
            ];
    }
}
