using FlexCore.Application.Feed;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.EventIndex;

/// <summary>The file beside the store that holds what can be made anew from it: the event index and kept states. Writing it never holds up a commit.</summary>
/// <remarks>One connection, used by one caller at a time; further ones wait. A file that is damaged, of another store or of another shape is made anew.</remarks>
internal sealed class IndexFile : IDisposable
{
    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "event_index.db";

    private const long ShapeVersion = 1;

    private const string Schema = """
        CREATE TABLE owner (identity TEXT NOT NULL, restore_epoch INTEGER NOT NULL);
        CREATE TABLE event_term (
          term BLOB NOT NULL, ticks INTEGER NOT NULL, shard INTEGER NOT NULL, shard_offset INTEGER NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
          PRIMARY KEY (term, ticks, shard, shard_offset)) WITHOUT ROWID;
        CREATE TABLE event_count (tenant TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, events INTEGER NOT NULL, PRIMARY KEY (tenant, kind, type)) WITHOUT ROWID;
        CREATE TABLE mark (id INTEGER PRIMARY KEY CHECK (id = 1), offsets TEXT NOT NULL);
        CREATE TABLE state_snapshot (
          stream TEXT NOT NULL, shape TEXT NOT NULL, version INTEGER NOT NULL, newest_ticks INTEGER NOT NULL, created_ticks INTEGER NOT NULL,
          payload BLOB NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (stream, shape, version));
        INSERT INTO mark VALUES (1, '');
        """;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly SqliteDatabase _database;
    private bool _disposed;

    private IndexFile(SqliteDatabase database) => _database = database;

    /// <summary>The statements that were used so far, for the test of their plans.</summary>
    public IEnumerable<string> Prepared => _statements.Keys;

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="identity">The store that it must belong to.</param>
    /// <exception cref="StoreException">The folder cannot be written.</exception>
    public static IndexFile Open(string folder, StoreIdentity identity)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && TryOpen(path, identity) is { } kept)
        {
            return new IndexFile(kept);
        }

        foreach (var name in new[] { path, path + "-wal", path + "-shm" })
        {
            File.Delete(name);
        }

        return new IndexFile(Create(path, identity));
    }

    /// <summary>Works with the file in one transaction, which ends with the work: all of it, or after an error nothing.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting for the file.</param>
    public async ValueTask<T> RunAsync<T>(Func<IndexFile, T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _database.Execute("BEGIN IMMEDIATE");
            var result = work(this);
            _database.Execute("COMMIT");
            return result;
        }
        finally
        {
            _database.Rollback();
            _gate.Release();
        }
    }

    /// <summary>A statement, compiled once.</summary>
    /// <param name="sql">The statement.</param>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements[sql] = statement = _database.Prepare(sql);
        }

        return statement;
    }

    /// <summary>Runs statements without parameters.</summary>
    /// <param name="sql">The statements.</param>
    public void Execute(string sql) => _database.Execute(sql);

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _database.Dispose();
        _gate.Dispose();
    }

    private static SqliteDatabase? TryOpen(string path, StoreIdentity identity)
    {
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.OpenWriter(path);
            Configure(database);
            if (database.QueryNumber("PRAGMA user_version") == ShapeVersion
                && database.QueryText("SELECT identity FROM owner") == identity.Id.ToString()
                && database.QueryNumber("SELECT restore_epoch FROM owner") == identity.RestoreEpoch)
            {
                return database;
            }

            database.Dispose();
            return null;
        }
        catch (StoreException error) when (error.Fault is StoreFault.Corrupt or StoreFault.NotAStore or StoreFault.InputOutput)
        {
            // What it held can be made anew; the caller does so.
            database?.Dispose();
            return null;
        }
    }

    private static SqliteDatabase Create(string path, StoreIdentity identity)
    {
        var database = SqliteDatabase.OpenWriter(path);
        try
        {
            Configure(database);
            database.Execute("BEGIN IMMEDIATE");
            database.Execute(Schema);
            using (var insert = database.Prepare("INSERT INTO owner VALUES (?1, ?2)"))
            {
                insert.BindText(1, identity.Id.ToString());
                insert.Bind(2, identity.RestoreEpoch);
                insert.Run();
            }

            database.Execute($"PRAGMA user_version = {ShapeVersion}");
            database.Execute("COMMIT");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // A power cut may take the last transactions, never part of one: what is lost is filled in again.
    private static void Configure(SqliteDatabase database)
    {
        database.QueryText("PRAGMA journal_mode = WAL");
        database.Execute("PRAGMA synchronous = NORMAL");
        database.Execute("PRAGMA cache_size = -8192");
    }
}
