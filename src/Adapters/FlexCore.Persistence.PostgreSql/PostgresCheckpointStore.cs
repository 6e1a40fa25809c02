using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>Stream checkpoints, each saved by one durable statement. Thread-safe.</summary>
internal sealed class PostgresCheckpointStore(PostgresDatabase database) : ICheckpointStore
{
    private const string SaveSql = """
        INSERT INTO checkpoint AS old (stream, run_id, sequence, fingerprint, payload, checksum) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (stream) DO UPDATE SET run_id = excluded.run_id, sequence = excluded.sequence, fingerprint = excluded.fingerprint,
          payload = excluded.payload, checksum = excluded.checksum
        WHERE old.run_id <> excluded.run_id OR old.sequence < excluded.sequence
        """;

    private const string LoadSql = "SELECT run_id, sequence, fingerprint, payload, checksum FROM checkpoint WHERE stream = $1";

    public async ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var saved = await database.ExecuteAsync(
            SaveSql,
            [
                Parameter.Of(checkpoint.Stream.StreamId), Parameter.Of(checkpoint.RunId), Parameter.Of(checkpoint.Sequence),
                Parameter.Of(checkpoint.Fingerprint), Parameter.Of(checkpoint.Payload), Parameter.Of(CheckpointChecksum.Of(checkpoint)),
            ],
            cancellationToken).ConfigureAwait(false);
        if (saved == 0)
        {
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

    public async ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await database.ExecuteAsync("DELETE FROM checkpoint WHERE stream = $1", [Parameter.Of(stream.StreamId)], cancellationToken).ConfigureAwait(false);
    }
}
