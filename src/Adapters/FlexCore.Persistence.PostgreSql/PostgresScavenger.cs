using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Application.Retention;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Takes old events away, in one statement with the mark. Any node may: who does not find the mark where it was read changes nothing. Thread-safe.</summary>
internal sealed class PostgresScavenger(PostgresDatabase database) : IScavenger
{
    private const string RowsSql = "SELECT version, shard, shard_offset, id, time_ticks, checksum FROM event WHERE stream = $1 AND version BETWEEN $2 AND $3 ORDER BY version";

    // Everything hangs on the row of the mark, and on each row being the one that was read.
    private const string RemoveSql = """
        WITH moved AS (
          INSERT INTO scavenge_mark AS m (stream, version, hash, removed_ticks, checksum)
          SELECT $1, $3, $4, $5, $6 WHERE $2 = 0 OR EXISTS (SELECT 1 FROM scavenge_mark WHERE stream = $1)
          ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash, removed_ticks = excluded.removed_ticks, checksum = excluded.checksum WHERE m.version = $2
          RETURNING 1),
        gone AS (
          UPDATE event AS e SET type = $10, schema_version = 1, principal = $11, correlation = $12, causation = $12, idempotency_key = NULL, payload = $13, trace = NULL, checksum = t.hollow
          FROM moved, unnest($7::bigint[], $8::bigint[], $9::bigint[]) AS t (version, known, hollow)
          WHERE e.stream = $1 AND e.version = t.version AND e.checksum = t.known
          RETURNING 1)
        SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM gone)
        """;

    public async ValueTask<ScavengeMark?> FindAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var found = await database.QueryAsync(
            "SELECT version, hash, removed_ticks, checksum FROM scavenge_mark WHERE stream = $1",
            [Parameter.Of(stream.StreamId)],
            reader => (Mark: new ScavengeMark(stream, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), InstantOf(reader.GetInt64(2))), Checksum: reader.GetInt64(3)),
            cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null
            : ScavengeChecksum.Of(found[0].Mark) == found[0].Checksum ? found[0].Mark
            : throw new CorruptEventException(stream.StreamId, found[0].Mark.Version, "the mark of what was taken away does not match its checksum");
    }

    public async ValueTask<ScavengeOutcome> RemoveAsync(long known, ScavengeMark next, CancellationToken cancellationToken = default)
    {
        IScavenger.Validate(known, next);
        if ((await FindAsync(next.Stream, cancellationToken).ConfigureAwait(false))?.Version is var version && (version ?? 0) != known)
        {
            return ScavengeOutcome.Moved;
        }

        var rows = await database.QueryAsync(
            RowsSql,
            [Parameter.Of(next.Stream.StreamId), Parameter.Of(known + 1), Parameter.Of(next.Version)],
            reader => (Version: reader.GetInt64(0), Known: reader.GetInt64(5), Hollow: HollowChecksum(next.Stream, reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetInt64(4))),
            cancellationToken).ConfigureAwait(false);
        if (rows.Count < next.Version - known)
        {
            return ScavengeOutcome.NotYet;
        }

        var done = await database.QueryAsync(
            RemoveSql,
            [
                Parameter.Of(next.Stream.StreamId), Parameter.Of(known), Parameter.Of(next.Version), Parameter.Of(next.Hash), Parameter.Of(next.At.UtcTicks), Parameter.Of(ScavengeChecksum.Of(next)),
                Parameter.Of<long[]>([.. rows.Select(static row => row.Version)]), Parameter.Of<long[]>([.. rows.Select(static row => row.Known)]), Parameter.Of<long[]>([.. rows.Select(static row => row.Hollow)]),
                Parameter.Of(HollowRow.Type.ToArray()), Parameter.Of(HollowRow.Principal.ToArray()), Parameter.Of(HollowRow.NoChain.ToArray()), Parameter.Of(HollowRow.Payload.ToArray()),
            ],
            static reader => reader.GetInt64(0),
            cancellationToken,
            mayRepeat: false).ConfigureAwait(false);
        return done[0] == 1 ? ScavengeOutcome.Removed : ScavengeOutcome.Moved;
    }

    private static DateTimeOffset InstantOf(long ticks) => ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;

    private static long HollowChecksum(EntityId stream, long version, int shard, long offset, Guid id, long ticks)
    {
        Span<byte> idBytes = stackalloc byte[16];
        id.TryWriteBytes(idBytes, bigEndian: true, out _);
        var row = new EventRow
        {
            Seq = offset, Shard = shard, Offset = offset, Stream = Encoding.UTF8.GetBytes(stream.StreamId), Version = version, Id = idBytes, TimeTicks = ticks,
            Type = default, SchemaVersion = 1, Principal = default, Correlation = default, Causation = default, IdempotencyKey = default, Payload = default,
        };
        return HollowRow.Of(row).ComputeChecksum();
    }
}
