using FlexCore.Application.Journal;

namespace FlexCore.Application.Feed;

/// <summary>Some committed events and the cursor after them.</summary>
/// <param name="Events">At least one event; per shard in offset order, without holes.</param>
/// <param name="Cursor">Where to resume after these events.</param>
public sealed record FeedBatch(IReadOnlyList<StoredEvent> Events, FeedCursor Cursor);
