using FlexCore.Application.Feed;
using FlexCore.Domain;

namespace FlexCore.Application.EventIndex;

/// <summary>Reads what the index does not have yet. Stateless and thread-safe.</summary>
internal sealed class IndexTail(IEventFeed feed, IEventIndex index)
{
    /// <summary>The most events that are read behind the mark; beyond it a question is refused until the index has caught up.</summary>
    public const int EventsMax = 20_000;

    private const int BatchSizeMax = 1_000;

    /// <summary>The tenant's events behind the index's mark, or null when there are too many.</summary>
    public async ValueTask<List<EventEntry>?> ReadAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await ReadAsync(tenant, await index.ReadMarkAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>The tenant's events behind a mark, or null when there are too many.</summary>
    public async ValueTask<List<EventEntry>?> ReadAsync(TenantId tenant, FeedCursor mark, CancellationToken cancellationToken)
    {
        var cursor = mark;
        var entries = new List<EventEntry>();
        var read = 0;
        try
        {
            while (await feed.ReadAsync(cursor, BatchSizeMax, cancellationToken).ConfigureAwait(false) is { } batch)
            {
                read += batch.Events.Count;
                if (read > EventsMax)
                {
                    return null;
                }

                entries.AddRange(batch.Events.Where(stored => stored.Stream.Tenant == tenant && EventEntry.IsWanted(stored)).Select(EventEntry.Of));
                cursor = batch.Cursor;
            }
        }
        catch (FeedCursorException)
        {
            // The index is of a store that went further: it came out of an older backup. It is filled anew, from the beginning.
            await index.ClearAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }

        return entries;
    }
}
