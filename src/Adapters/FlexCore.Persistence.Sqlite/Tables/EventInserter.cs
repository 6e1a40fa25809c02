using FlexCore.Persistence.Records;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tables;

/// <summary>Appends rows to the event table. Writer thread only.</summary>
internal sealed class EventInserter(SqliteDatabase database)
{
    // seq is left to SQLite, which takes the largest plus one: the fast path for appending at the end of a table.
    private readonly SqliteStatement _insert = database.Prepare("""
        INSERT INTO event (shard, shard_offset, stream, version, id, type, schema_version, time_ticks,
          principal, correlation, causation, idempotency_key, payload, checksum, trace)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """);

    private bool _traceIsBound;

    public void Insert(in EventRow row)
    {
        _insert.Bind(1, row.Shard);
        _insert.Bind(2, row.Offset);
        _insert.Bind(4, row.Version);
        _insert.Bind(7, row.SchemaVersion);
        _insert.Bind(8, row.TimeTicks);
        _insert.Bind(14, row.ComputeChecksum());
        RunPinned(row);
        var seq = database.LastInsertedRow;
        if (seq != row.Seq)
        {
            throw new InvalidOperationException($"The event table gave seq {seq} where the writer expected {row.Seq}: another program has written to '{database.Path}'.");
        }
    }

    // The texts and the payload stay where they are while the statement runs, so SQLite takes them without copying.
    private unsafe void RunPinned(in EventRow row)
    {
        fixed (byte* stream = row.Stream, id = row.Id, type = row.Type, principal = row.Principal, correlation = row.Correlation)
        fixed (byte* causation = row.Causation, idempotencyKey = row.IdempotencyKey, payload = row.Payload, trace = row.Trace)
        {
            _insert.BindPinnedText(3, stream, row.Stream.Length);
            _insert.BindPinnedBlob(5, id, row.Id.Length);
            _insert.BindPinnedText(6, type, row.Type.Length);
            _insert.BindPinnedText(9, principal, row.Principal.Length);
            _insert.BindPinnedText(10, correlation, row.Correlation.Length);
            _insert.BindPinnedText(11, causation, row.Causation.Length);

            // An empty span pins to no address, which binds NULL: what an absent key is.
            _insert.BindPinnedText(12, idempotencyKey, row.IdempotencyKey.Length);
            _insert.BindPinnedBlob(13, payload, row.Payload.Length);

            // Bindings stay from run to run, so untraced events pay nothing.
            if (_traceIsBound || trace is not null)
            {
                _traceIsBound = trace is not null;
                _insert.BindPinnedBlobOrNull(15, trace, row.Trace.Length);
            }

            _insert.Run();
        }
    }
}
