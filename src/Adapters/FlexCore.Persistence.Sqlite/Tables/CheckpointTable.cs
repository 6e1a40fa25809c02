using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>The newest checkpoint of each stream. Used by one thread at a time.</summary>
internal sealed class CheckpointTable(SqliteDatabase database)
{
    private readonly SqliteStatement _load = database.Prepare(
        "SELECT run_id, sequence, fingerprint, payload, checksum FROM checkpoint WHERE stream = ?1");

    private readonly SqliteStatement _upsert = database.Prepare("""
        INSERT INTO checkpoint (stream, run_id, sequence, fingerprint, payload, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (stream) DO UPDATE SET run_id = excluded.run_id, sequence = excluded.sequence,
          fingerprint = excluded.fingerprint, payload = excluded.payload, checksum = excluded.checksum
        """);

    private readonly SqliteStatement _delete = database.Prepare("DELETE FROM checkpoint WHERE stream = ?1");

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="JournalException">It does not match its checksum.</exception>
    public StreamCheckpoint? Load(EntityId stream)
    {
        _load.BindText(1, stream.StreamId);
        try
        {
            if (!_load.Step())
            {
                return null;
            }

            var stored = new StreamCheckpoint(stream, _load.Text(0), _load.Number(1), _load.Text(2), _load.Bytes(3).ToArray());
            return CheckpointChecksum.Of(stored) == _load.Number(4)
                ? stored
                : throw CheckpointRefusal.Damaged(stream.StreamId, database.Path, "data folder");
        }
        finally
        {
            _load.Reset();
        }
    }

    public void Save(StreamCheckpoint checkpoint)
    {
        _upsert.BindText(1, checkpoint.Stream.StreamId);
        _upsert.BindText(2, checkpoint.RunId);
        _upsert.Bind(3, checkpoint.Sequence);
        _upsert.BindText(4, checkpoint.Fingerprint);
        _upsert.BindBlob(5, checkpoint.Payload.Span);
        _upsert.Bind(6, CheckpointChecksum.Of(checkpoint));
        _upsert.Run();
    }

    public void Delete(EntityId stream)
    {
        _delete.BindText(1, stream.StreamId);
        _delete.Run();
    }
}
