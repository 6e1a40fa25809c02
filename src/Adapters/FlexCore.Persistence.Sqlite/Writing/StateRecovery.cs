using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.State;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>Reads at start what the writer must know, and verifies every event above the index on the way.</summary>
internal static class StateRecovery
{
    /// <exception cref="CorruptEventException">Something read does not match its checksum, or a number is missing.</exception>
    public static RecoveredState Read(SqliteDatabase database, int shardCount)
    {
        var epochs = new ShardTable(database).ReadEpochs(shardCount);
        var (lastSeq, offsets) = new FeedMarkTable(database, shardCount).Newest();
        var heads = new StreamHeads();
        var runs = new StreamRunTable(database);
        RefuseIncompleteIndex(database, lastSeq);
        var events = new EventScanner(database);
        var tail = new List<CommittedAppend>();
        events.Start(lastSeq + 1, long.MaxValue);
        while (events.Next())
        {
            lastSeq = Verify(events, lastSeq);
            var stored = events.Decode(expected: null);
            if (stored.Shard != stored.Stream.ShardOf(shardCount) || stored.Offset != ++offsets[stored.Shard])
            {
                throw new CorruptEventException(stored.Stream.StreamId, stored.Version, $"it has offset {stored.Offset} of shard {stored.Shard}, out of order");
            }

            var head = heads.Find(stored.Stream) ?? heads.Add(stored.Stream, runs.LastVersion(stored.Stream.StreamId));
            if (stored.Version != ++head.Version)
            {
                throw new CorruptEventException(stored.Stream.StreamId, head.Version, $"version {stored.Version} follows in its place");
            }

            tail.Add(new CommittedAppend(head, lastSeq, 1));
        }

        events.End();
        heads.Publish(tail);
        return new RecoveredState(heads, new CommittedEnd(lastSeq, offsets), epochs, offsets);
    }

    // Rows that damage has made invisible would make their streams seem new, which no later look-up could notice; their number tells.
    private static void RefuseIncompleteIndex(SqliteDatabase database, long watermark)
    {
        var indexed = database.QueryNumber("SELECT total(last_version - first_version + 1) FROM stream_run");
        if (indexed != watermark)
        {
            throw new CorruptEventException("stream_run", watermark, $"the index covers {indexed} events where it must cover {watermark}");
        }
    }

    private static long Verify(EventScanner events, long lastSeq) => events.Seq == lastSeq + 1
        ? events.Seq
        : throw new CorruptEventException("event", lastSeq + 1, $"seq {lastSeq + 1} is missing; {events.Seq} follows");
}
