using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>Appends rows to the event table. Writer thread only.</summary>
internal sealed class EventInserter(SqliteDatabase database)
{
    // seq is left to SQLite, which takes the largest plus one: the fast path for appending at the end of a table.
    private readonly SqliteStatement _insert = database.Prepare("""
        INSERT INTO event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks,
          principal, correlation, causation, idempotency_key, payload, checksum)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """);

    public void Insert(in EventRow row)
    {
        _insert.Bind(1, row.Shard);
        _insert.Bind(2, row.Offset);
        _insert.BindText(3, row.Stream);
        _insert.Bind(4, row.Version);
        _insert.BindBlob(5, row.Id);
        _insert.BindText(6, row.Type);
        _insert.Bind(7, row.SchemaVersion);
        _insert.Bind(8, row.TimeTicks);
        _insert.BindText(9, row.Principal);
        _insert.BindText(10, row.Correlation);
        _insert.BindText(11, row.Causation);
        if (row.IdempotencyKey.IsEmpty)
        {
            _insert.BindNull(12);
        }
        else
        {
            _insert.BindText(12, row.IdempotencyKey);
        }

        _insert.BindBlob(13, row.Payload);
        _insert.Bind(14, row.ComputeChecksum());
        _insert.Run();
        var seq = database.LastInsertedRow;
        if (seq != row.Seq)
        {
            throw new InvalidOperationException($"The event table gave seq {seq} where the writer expected {row.Seq}: another program has written to '{database.Path}'.");
        }
    }
}
