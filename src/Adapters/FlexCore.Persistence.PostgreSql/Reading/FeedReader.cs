using System.Collections.Concurrent;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.State;

namespace FlexCore.Persistence.PostgreSql.Reading;

/// <summary>Reads events by shard and offset. Thread-safe.</summary>
internal sealed class FeedReader(PostgresDatabase database, FeedEnds ends, RecentEvents recent)
{
    /// <summary>Reads the newest offset of every shard. Internal, so that its plan is tested.</summary>
    internal const string EndsSql = """
        SELECT s.shard, e.shard_offset FROM shard s
        CROSS JOIN LATERAL (SELECT e.shard_offset FROM event e WHERE e.shard = s.shard ORDER BY e.shard_offset DESC LIMIT 1) e
        """;

    /// <summary>Reads the next events of some shards, in turn. Internal, so that its plan is tested.</summary>
    /// <remarks>The rows of a shard come in order out of the inner query, and nothing sorts the whole: between shards no order is promised, and a sort would cost a third of the statement.</remarks>
    internal const string ReadSql = $"""
        SELECT {EventRowReader.Columns} FROM unnest($1, $2) AS c(shard, seen)
        CROSS JOIN LATERAL (SELECT * FROM event e WHERE e.shard = c.shard AND e.shard_offset > c.seen ORDER BY e.shard_offset LIMIT $3) e LIMIT $4
        """;

    // What a reader remembers of texts serves the next page, too. As many as there are pages read at the same time.
    private readonly ConcurrentStack<EventRowReader> _rows = new();

    /// <summary>Asks the database how far each shard is committed: one statement, one snapshot, whoever wrote.</summary>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        var found = await database.QueryAsync(EndsSql, [], static reader => (reader.GetInt32(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        ends.Raise([.. found]);
    }

    /// <summary>Reads the next stored events behind a cursor, as far as is known.</summary>
    /// <returns>The batch, or <see langword="null"/> when nothing more is known.</returns>
    /// <exception cref="CorruptEventException">An event is damaged or missing.</exception>
    public async ValueTask<FeedBatch?> ReadAsync(FeedCursor from, int countMax, FeedShards wanted, CancellationToken cancellationToken)
    {
        var shards = Grown(from, wanted);
        return shards.Length == 0 ? null : await ReadAsync(from, shards, countMax, PartOf(countMax, shards), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the next events behind a cursor, as far as is known: those that this process has just committed from memory, others from the database.</summary>
    /// <returns>The batch, or <see langword="null"/> when nothing more is known.</returns>
    /// <exception cref="CorruptEventException">An event is damaged or missing.</exception>
    public async ValueTask<FeedBatch?> FollowAsync(FeedCursor from, int countMax, FeedShards wanted, CancellationToken cancellationToken)
    {
        var shards = Grown(from, wanted);
        if (shards.Length == 0)
        {
            return null;
        }

        var part = PartOf(countMax, shards);
        var absent = Array.FindAll(shards, shard => !recent.HasNext(shard, from.OffsetOf(shard)));
        var stored = absent.Length == 0 ? null : await ReadAsync(from, absent, countMax, part, cancellationToken).ConfigureAwait(false);
        var events = new List<StoredEvent>(stored?.Events ?? []);
        var reached = new Dictionary<int, long>();
        foreach (var shard in shards.Except(absent))
        {
            var seen = from.OffsetOf(shard);
            var last = recent.Take(shard, seen, ends.OffsetOf(shard), Math.Min(part, countMax - events.Count), events);
            if (last > seen)
            {
                reached[shard] = last;
            }
        }

        // What was kept may have gone meanwhile: then the database has it.
        return events.Count == 0
            ? await ReadAsync(from, shards, countMax, part, cancellationToken).ConfigureAwait(false)
            : new FeedBatch(events, (stored?.Cursor ?? from).With(reached));
    }

    // Every shard that has something gets its part of the batch, so that a busy one does not hold up the others.
    private static int PartOf(int countMax, int[] shards) => (countMax + shards.Length - 1) / shards.Length;

    private int[] Grown(FeedCursor from, FeedShards wanted) =>
        [.. Enumerable.Range(0, ends.ShardCount).Where(shard => wanted.Contains(shard) && ends.OffsetOf(shard) > from.OffsetOf(shard))];

    private async ValueTask<FeedBatch> ReadAsync(FeedCursor from, int[] shards, int countMax, int perShard, CancellationToken cancellationToken)
    {
        var (events, reached) = await database.RunAsync(
            ReadSql,
            [Parameter.Of(shards), Parameter.Of<long[]>([.. shards.Select(from.OffsetOf)]), Parameter.Of((long)perShard), Parameter.Of((long)countMax)],
            async command =>
            {
                var offsets = shards.ToDictionary(static shard => shard, from.OffsetOf);
                var rows = _rows.TryPop(out var idle) ? idle : new EventRowReader();
                var page = await EventPage.ReadAsync(command, rows, stored => Follow(stored, offsets), cancellationToken).ConfigureAwait(false);
                _rows.Push(rows);
                return (page.Events, offsets);
            },
            mayRepeat: true,
            cancellationToken).ConfigureAwait(false);
        if (events.Count == 0)
        {
            throw new CorruptEventException($"shard {shards[0]}", from.OffsetOf(shards[0]) + 1, "it was committed, but it is not there");
        }

        return new FeedBatch(events, from.With(reached.Where(shard => shard.Value > from.OffsetOf(shard.Key))));
    }

    private static void Follow(StoredEvent stored, Dictionary<int, long> reached)
    {
        var expected = reached[stored.Shard] + 1;
        reached[stored.Shard] = stored.Offset == expected
            ? expected
            : throw new CorruptEventException($"shard {stored.Shard}", stored.Version, $"offset {expected} is missing; {stored.Offset} follows");
    }
}
