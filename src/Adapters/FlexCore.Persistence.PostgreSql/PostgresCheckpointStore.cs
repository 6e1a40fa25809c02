using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.Records;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Stream checkpoints, each saved by one durable statement. Thread-safe.</summary>
/// <param name="database">Where they are.</param>
/// <param name="leaseOf">
/// The lease under which a stream may be saved, or <see langword="null"/> where one process has all. The statement locks the shard's row and compares the epoch,
/// as an append does: a node that was stopped for a while cannot take a stream back that has gone on elsewhere.
/// </param>
internal sealed class PostgresCheckpointStore(PostgresDatabase database, Func<EntityId, ShardLease?>? leaseOf = null) : ICheckpointStore
{
    private const string Columns = "INSERT INTO checkpoint AS old (stream, run_id, sequence, fingerprint, payload, checksum)";

    private const string Replace = """
        ON CONFLICT (stream) DO UPDATE SET run_id = excluded.run_id, sequence = excluded.sequence, fingerprint = excluded.fingerprint,
          payload = excluded.payload, checksum = excluded.checksum
        WHERE old.run_id <> excluded.run_id OR old.sequence < excluded.sequence
        """;

    private const string SaveSql = $"{Columns} VALUES ($1, $2, $3, $4, $5, $6) {Replace}";

    private const string SaveUnderLeaseSql = $"""
        WITH owned AS MATERIALIZED (SELECT 1 FROM shard WHERE shard = $7 AND epoch = $8 FOR SHARE)
        {Columns} SELECT $1, $2, $3, $4, $5, $6 FROM owned {Replace}
        """;

    private const string EpochSql = "SELECT epoch FROM shard WHERE shard = $1";

    internal const string LoadSql = "SELECT run_id, sequence, fingerprint, payload, checksum FROM checkpoint WHERE stream = $1";

    public async ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        NpgsqlParameter[] row =
        [
            Parameter.Of(checkpoint.Stream.StreamId), Parameter.Of(checkpoint.RunId), Parameter.Of(checkpoint.Sequence),
            Parameter.Of(checkpoint.Fingerprint), Parameter.Of(checkpoint.Payload), Parameter.Of(CheckpointChecksum.Of(checkpoint)),
        ];
        var lease = leaseOf is null ? null : leaseOf(checkpoint.Stream) ?? throw NotOwner(checkpoint);
        var saved = lease is null
            ? await database.ExecuteAsync(SaveSql, row, cancellationToken).ConfigureAwait(false)
            : await database.ExecuteAsync(SaveUnderLeaseSql, [.. row, Parameter.Of(lease.Shard), Parameter.Of(lease.Epoch)], cancellationToken).ConfigureAwait(false);
        if (saved == 0)
        {
            if (lease is not null && await EpochOfAsync(lease.Shard, cancellationToken).ConfigureAwait(false) != lease.Epoch)
            {
                throw NotOwner(checkpoint);
            }

            var stored = await LoadAsync(checkpoint.Stream, cancellationToken).ConfigureAwait(false);
            throw CheckpointRefusal.NotNewer(checkpoint, stored?.Sequence ?? checkpoint.Sequence);
        }
    }

    public async ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var rows = await database.QueryAsync(
            LoadSql,
            [Parameter.Of(stream.StreamId)],
            reader => (
                Checkpoint: new StreamCheckpoint(stream, reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)),
                Checksum: reader.GetInt64(4)),
            cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return null;
        }

        var (checkpoint, checksum) = rows[0];
        return CheckpointChecksum.Of(checkpoint) == checksum ? checkpoint : throw CheckpointRefusal.Damaged(stream.StreamId, database.Location, "database");
    }

    private static JournalException NotOwner(StreamCheckpoint checkpoint) => new(
        $"Checkpoint {checkpoint.Sequence} of '{checkpoint.Stream}' was not saved: its shard belongs to another node, which runs the stream now. Nothing was changed.");

    private async ValueTask<long?> EpochOfAsync(int shard, CancellationToken cancellationToken) =>
        (await database.QueryAsync(EpochSql, [Parameter.Of(shard)], static reader => (long?)reader.GetInt64(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await database.ExecuteAsync("DELETE FROM checkpoint WHERE stream = $1", [Parameter.Of(stream.StreamId)], cancellationToken).ConfigureAwait(false);
    }
}
