using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>Decides whether a cursor that a client has kept leads on in this store. Stateless and thread-safe.</summary>
/// <param name="feed">Knows how far the store has come.</param>
/// <param name="journal">Where the last event seen is looked up.</param>
/// <param name="store">Which store it is.</param>
internal sealed class EventCursors(IEventFeed feed, IEventJournal journal, StoreIdentity store)
{
    /// <summary>Decides.</summary>
    /// <param name="text">What the client sent.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The cursor, or why it is none of this store.</returns>
    public async ValueTask<(EventCursor? Cursor, Refusal? Refusal)> OpenAsync(string text, CancellationToken cancellationToken)
    {
        var cursor = EventCursor.TryDecode(text);
        var wrong = cursor is null ? "is no cursor of an event feed. Send a cursor as an answer gave it, or none to begin anew"
            : cursor.Store.Id != store.Id ? "was given by another store. Read this store from its beginning, or send a cursor that it gave"
            : cursor.Store.RestoreEpoch != store.RestoreEpoch ? "was given before this store was restored from a backup. Forget what came from it after that backup, and read from the beginning"
            : await IsContradictedAsync(cursor, cancellationToken).ConfigureAwait(false)
                ? "names an event that this store does not have: the store was restored from an older backup. Forget what came from it after that backup, and read from the beginning"
            : null;
        return wrong is null ? (cursor, null) : (null, new Refusal("bad-cursor", $"The cursor {wrong}."));
    }

    private async ValueTask<bool> IsContradictedAsync(EventCursor cursor, CancellationToken cancellationToken)
    {
        if (cursor.Witness is { } seen)
        {
            var found = false;
            await foreach (var stored in journal.ReadStreamAsync(seen.Stream, seen.Version, cancellationToken).ConfigureAwait(false))
            {
                found = stored.Id == seen.Id;
                break;
            }

            if (!found)
            {
                return true;
            }
        }

        try
        {
            // The feed itself knows when an offset is ahead of what there is.
            await feed.ReadAsync(cursor.Feed, 1, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (FeedCursorException)
        {
            return true;
        }
    }
}
