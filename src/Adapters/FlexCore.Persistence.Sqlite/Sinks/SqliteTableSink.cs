using System.Buffers;
using System.Buffers.Binary;
using FlexCore.Application.Streams;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Values;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>Writes rows into a table; each row has its effect exactly once, whatever crashes.</summary>
/// <remarks>
/// <para>Where the source may give other records after a crash, the number of a row means nothing: then rows behind the last checkpoint are in the table
/// twice, unless a key replaces them, and none is left out.</para>
/// <para>Rows are collected up to a bound and written in one transaction together with the ledger's row count. No transaction stays open
/// between calls, so other programs can use the database, and two sinks of one pipeline can share it.</para>
/// <para>Owned by the runtime's sink stage: calls never overlap.</para>
/// </remarks>
internal sealed class SqliteTableSink : IRecordSink
{
    private const int RowsPerTransaction = 8_192;
    private const int BytesPerTransaction = 4 << 20;
    private const byte StateVersion = 1;
    private const int StateLength = 1 + sizeof(long);

    private readonly string _path;
    private readonly TableShape _shape;
    private readonly int _busySeconds;
    private readonly Value[] _pending;
    private SqliteConnection? _connection;
    private SinkLedger? _ledger;
    private RowStatement? _insert;
    private int _pendingRows;
    private long _pendingBytes;
    private long _committed;
    private long _surplus;

    /// <param name="path">The database file.</param>
    /// <param name="shape">The table.</param>
    /// <param name="busyTimeout">How long to wait for other programs that keep the database locked; whole seconds.</param>
    public SqliteTableSink(string path, TableShape shape, TimeSpan busyTimeout)
    {
        _path = path;
        _busySeconds = (int)busyTimeout.TotalSeconds;
        _shape = shape;
        _pending = new Value[RowsPerTransaction * shape.Slots.Count];
    }

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        var atCheckpoint = start.State is { } state ? ReadState(state.Span) : 0;
        Guard(() => Open(start));
        if (_committed < atCheckpoint)
        {
            throw new StreamException(
                "sink-behind-checkpoint",
                $"The SQLite table '{_shape.Table}' in '{_path}' holds {_committed} rows of this run, but the checkpoint says {atCheckpoint}: "
                + "the database was replaced or restored. Bring it back, or begin again with --fresh.");
        }

        if (start.IsReplayable)
        {
            _surplus = _committed - atCheckpoint;
        }
        else
        {
            _committed = atCheckpoint;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        foreach (var row in batch.Selection)
        {
            if (_surplus > 0)
            {
                _surplus--;
                continue;
            }

            Keep(batch.Row(row));
            if (_pendingRows == RowsPerTransaction || _pendingBytes >= BytesPerTransaction)
            {
                Guard(Commit);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        if (_pendingRows > 0)
        {
            Guard(Commit);
        }

        // Rows still to be skipped are rows the runtime has not sent again yet: they are not part of this point.
        var span = state.GetSpan(StateLength);
        span[0] = StateVersion;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], _committed - _surplus);
        state.Advance(StateLength);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _insert?.Dispose();
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static long ReadState(ReadOnlySpan<byte> state) => state.Length == StateLength && state[0] == StateVersion
        ? BinaryPrimitives.ReadInt64LittleEndian(state[1..])
        : throw new StreamException("checkpoint-damaged", "The checkpoint's SQLite sink state has an unknown form. Begin again with --fresh.");

    private void Open(SinkStart start)
    {
        if (Path.GetDirectoryName(_path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Pooling would keep the file open after the sink is disposed.
        var text = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = _busySeconds }.ToString();
        _connection = new SqliteConnection(text);
        _connection.Open();
        Execute("PRAGMA synchronous = FULL");
        _ledger = new SinkLedger(_connection, start.Stream, start.RunId, _shape.Table);
        _ledger.EnsureCreated();
        Execute(_shape.CreateStatement);
        _insert = new RowStatement(_connection, _shape.WriteStatement);
        _committed = _ledger.Read();
    }

    private void Keep(ReadOnlySpan<Value> cells)
    {
        var target = _pending.AsSpan(_pendingRows * _shape.Slots.Count, _shape.Slots.Count);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = cells[_shape.Slots[i]].Detach();
            _pendingBytes += PendingSize.Of(target[i], BytesPerTransaction);
        }

        foreach (var key in _shape.KeyColumns)
        {
            if (target[key].IsNullish)
            {
                throw new StreamException(
                    "sink-rejected",
                    $"A record has no value for the key column '{_shape.ColumnName(key)}' of the SQLite table '{_shape.Table}': filter such records before the sink.");
            }
        }

        _pendingRows++;
    }

    private void Commit()
    {
        var insert = _insert ?? throw new InvalidOperationException("The sink is not open.");
        using var transaction = _connection?.BeginTransaction();
        for (var row = 0; row < _pendingRows; row++)
        {
            insert.Execute(_pending.AsSpan(row * _shape.Slots.Count, _shape.Slots.Count));
        }

        _ledger?.Write(_committed + _pendingRows);
        transaction?.Commit();
        _committed += _pendingRows;
        _pending.AsSpan(0, _pendingRows * _shape.Slots.Count).Clear();
        _pendingRows = 0;
        _pendingBytes = 0;
    }

    private void Execute(string sql)
    {
        using var command = _connection?.CreateCommand();
        if (command is not null)
        {
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (SqliteException error)
        {
            throw SinkFault.From(_path, _shape.Table, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StreamException("sink-unwritable", $"Cannot create the folder of '{_path}': {error.Message} Check the path and its permissions.", error);
        }
    }
}
