using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Database;

/// <summary>One connection, over the C interface: the ADO.NET layer costs more per row than SQLite itself.</summary>
/// <remarks>Used by one thread at a time; the owner sees to that (the connection is opened without SQLite's own mutex).</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int BusyTimeoutMilliseconds = 10_000;

    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    private SqliteDatabase(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Whether no transaction is open.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>The statements that live as long as the connection, for the test of their plans.</summary>
    public IEnumerable<string> Prepared => _statements.Select(static statement => statement.Sql);

    /// <summary>The row id of the last insert.</summary>
    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(_handle);

    public static SqliteDatabase OpenWriter(string path) =>
        Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX);

    /// <summary>A connection that only copies the write-ahead log; as durable as the writer's.</summary>
    public static SqliteDatabase OpenCheckpointer(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX);
        database.Execute("PRAGMA synchronous = FULL");
        return database;
    }

    public static SqliteDatabase OpenReader(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX);
        database.Execute("PRAGMA query_only = ON");
        return database;
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql), sql);

    /// <summary>Runs one statement and reads its first column as a number.</summary>
    public long QueryNumber(string sql)
    {
        using var statement = PrepareOwned(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Runs one statement and reads its first column as a text.</summary>
    public string QueryText(string sql)
    {
        using var statement = PrepareOwned(sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    /// <summary>Compiles a statement that lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var statement = PrepareOwned(sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Undoes the open transaction, if any. Never fails: after a severe error SQLite has already rolled back.</summary>
    public void Rollback()
    {
        if (!IsIdle)
        {
            _ = raw.sqlite3_exec(_handle, "ROLLBACK");
        }
    }

    /// <summary>Copies what it can from the write-ahead log into the database without waiting for anyone.</summary>
    /// <returns>The frames in the log, and how many of them are copied.</returns>
    public (int LogFrames, int CopiedFrames) Checkpoint()
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var logFrames, out var copied);
        if (result != raw.SQLITE_BUSY)
        {
            Check(result, "wal_checkpoint");
        }

        return (logFrames, copied);
    }

    /// <summary>How many pages this connection has written since the last call.</summary>
    public int TakeWrittenPages()
    {
        _ = raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    public void Check(int result, string doing)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw SqliteErrors.Create(result, raw.sqlite3_extended_errcode(_handle), raw.sqlite3_errmsg(_handle).utf8_to_string(), doing, Path);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _handle.Dispose();
    }

    private static SqliteDatabase Open(string path, int flags)
    {
        Batteries_V2.Init();
        var result = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var message = handle is null ? "" : raw.sqlite3_errmsg(handle).utf8_to_string();
            handle?.Dispose();
            throw SqliteErrors.Create(result, result, message, "open", path);
        }

        _ = raw.sqlite3_extended_result_codes(handle, 1);
        _ = raw.sqlite3_busy_timeout(handle, BusyTimeoutMilliseconds);
        return new SqliteDatabase(handle, path);
    }

    private SqliteStatement PrepareOwned(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement), sql);
        return new SqliteStatement(this, statement, sql);
    }
}
