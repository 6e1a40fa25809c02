using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>The newest snapshot of each stream. Used by one thread at a time.</summary>
internal sealed class SnapshotTable(SqliteDatabase database)
{
    private readonly SqliteStatement _load = database.Prepare(
        "SELECT version, type, schema_version, payload, checksum FROM snapshot WHERE stream = ?1");

    private readonly SqliteStatement _upsert = database.Prepare("""
        INSERT INTO snapshot (stream, version, type, schema_version, payload, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, type = excluded.type,
          schema_version = excluded.schema_version, payload = excluded.payload, checksum = excluded.checksum
        """);

    /// <summary>Reads a snapshot.</summary>
    /// <param name="stream">The entity.</param>
    /// <param name="isDamaged">Whether there is one that does not match its checksum.</param>
    public StoredSnapshot? Load(EntityId stream, out bool isDamaged)
    {
        isDamaged = false;
        _load.BindText(1, stream.StreamId);
        try
        {
            if (!_load.Step())
            {
                return null;
            }

            var snapshot = new StoredSnapshot(stream, _load.Number(0), _load.Text(1), (int)_load.Number(2), _load.Bytes(3).ToArray());
            isDamaged = SnapshotChecksum.Of(snapshot) != _load.Number(4);
            return isDamaged ? null : snapshot;
        }
        finally
        {
            _load.Reset();
        }
    }

    /// <summary>Stores a snapshot unless an intact newer one is there.</summary>
    /// <returns>Whether it was stored.</returns>
    public bool Save(StoredSnapshot snapshot)
    {
        // A damaged row must not win, whatever version it shows.
        if (Load(snapshot.Stream, out _) is { } stored && stored.Version > snapshot.Version)
        {
            return false;
        }

        _upsert.BindText(1, snapshot.Stream.StreamId);
        _upsert.Bind(2, snapshot.Version);
        _upsert.BindText(3, snapshot.Type);
        _upsert.Bind(4, snapshot.SchemaVersion);
        _upsert.BindBlob(5, snapshot.Payload.Span);
        _upsert.Bind(6, SnapshotChecksum.Of(snapshot));
        _upsert.Run();
        return true;
    }
}
