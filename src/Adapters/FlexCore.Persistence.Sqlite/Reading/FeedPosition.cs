using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Reading;

/// <summary>A cursor translated to the event table: the offset seen in each shard, and the seq up to which nothing is left to deliver. Immutable.</summary>
internal sealed class FeedPosition
{
    /// <summary>A batch ends at this many payload bytes.</summary>
    private const int BatchBytesMax = 4 * 1024 * 1024;

    private readonly long _seq;
    private readonly long[] _offsets;
    private readonly FeedShards _shards;

    private FeedPosition(long seq, long[] offsets, FeedShards shards)
    {
        _seq = seq;
        _offsets = offsets;
        _shards = shards;
    }

    /// <summary>Finds where to begin for any cursor: at the newest mark that it has passed in every shard.</summary>
    public static FeedPosition Find(FeedCursor cursor, FeedShards shards, FeedMarkTable marks, int shardCount)
    {
        var offsets = new long[shardCount];
        var passed = new long[shardCount];
        for (var shard = 0; shard < shardCount; shard++)
        {
            offsets[shard] = Math.Max(0, cursor.OffsetOf(shard));
            passed[shard] = shards.Contains(shard) ? offsets[shard] : long.MaxValue;
        }

        return new FeedPosition(marks.NewestAtOrBefore(passed).Seq, offsets, shards);
    }

    /// <summary>Whether the position counts the events of just these shards.</summary>
    /// <param name="shards">The shards.</param>
    public bool IsFor(FeedShards shards) => _shards.Equals(shards);

    /// <summary>Reads the next events.</summary>
    /// <param name="scanner">The event table.</param>
    /// <param name="lastSeq">The end of what may be delivered.</param>
    /// <param name="countMax">The most events.</param>
    /// <returns>The events and the position after them.</returns>
    /// <exception cref="CorruptEventException">A row is damaged or missing.</exception>
    public (List<StoredEvent> Events, FeedPosition Reached) Read(EventScanner scanner, long lastSeq, int countMax)
    {
        var events = new List<StoredEvent>();
        var offsets = (long[])_offsets.Clone();
        var seq = _seq;
        var bytes = 0;
        scanner.Start(seq + 1, lastSeq);
        try
        {
            while (seq < lastSeq && events.Count < countMax && bytes < BatchBytesMax)
            {
                if (!scanner.Next() || scanner.Seq != seq + 1)
                {
                    throw new CorruptEventException("event", seq + 1, $"seq {seq + 1} is missing, but the store reaches {lastSeq}");
                }

                seq++;
                if (Next(scanner, offsets, _shards) is { } stored)
                {
                    events.Add(stored);
                    bytes += stored.Payload.Length;
                }
            }
        }
        finally
        {
            scanner.End();
        }

        return (events, new FeedPosition(seq, offsets, _shards));
    }

    /// <summary>The shards in which this position is ahead of an earlier one, with the offset reached.</summary>
    public IEnumerable<KeyValuePair<int, long>> MovedSince(FeedPosition earlier)
    {
        for (var shard = 0; shard < _offsets.Length; shard++)
        {
            if (_offsets[shard] != earlier._offsets[shard])
            {
                yield return new KeyValuePair<int, long>(shard, _offsets[shard]);
            }
        }
    }

    private static StoredEvent? Next(EventScanner scanner, long[] offsets, FeedShards shards)
    {
        // The row is verified before its numbers are believed: a damaged offset must not make it look as already seen.
        var row = scanner.Verify();
        if (row.Shard < 0 || row.Shard >= offsets.Length)
        {
            throw new CorruptEventException($"shard {row.Shard}", row.Version, "the store has no such shard");
        }

        var expected = offsets[row.Shard] + 1;
        if (row.Offset < expected || !shards.Contains(row.Shard))
        {
            return null;
        }

        if (row.Offset > expected)
        {
            throw new CorruptEventException($"shard {row.Shard}", row.Version, $"offset {expected} is missing; {row.Offset} follows");
        }

        offsets[row.Shard] = expected;
        return scanner.Decode(row, expected: null);
    }
}
