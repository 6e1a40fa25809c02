using FlexCore.Application.Journal;

namespace FlexCore.Application.Feed;

/// <summary>A cursor that does not belong to this store, or that is ahead of it after a restore from a backup.</summary>
public sealed class FeedCursorException : JournalException
{
    /// <summary>Creates the error.</summary>
    /// <param name="shard">The shard in which the cursor is ahead.</param>
    /// <param name="cursorOffset">The cursor's offset there.</param>
    /// <param name="storeOffset">The store's last offset there.</param>
    public FeedCursorException(int shard, long cursorOffset, long storeOffset)
        : base($"The cursor is at offset {cursorOffset} of shard {shard} but the store ends at {storeOffset}. "
            + "The store was restored from an older backup, or the cursor belongs to another store: rebuild the consumer from the start.")
    {
    }
}
