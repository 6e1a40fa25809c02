using FlexCore.Application.Feed;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Opening;

/// <summary>Brings the database file to the state in which the writer may use it: ours, durable, with the newest schema.</summary>
internal static class StoreFile
{
    public const string FileName = "flexcore.db";

    // "FlxC": tells our files from every other SQLite database.
    private const long ApplicationId = 0x466C7843;
    private const int PageBytes = 4_096;
    private const long SynchronousFull = 2;

    public static async ValueTask<SqliteDatabase> OpenAsync(
        string path, long bytesMax, IReadOnlyList<SqlScript> scripts, CancellationToken cancellationToken)
    {
        var database = SqliteDatabase.OpenWriter(path);
        try
        {
            RefuseForeign(database);
            Configure(database, bytesMax);
            await MigrationRunner.RunAsync(new SqliteMigrationTarget(database), scripts, cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>How many bytes the database and its write-ahead log have on disk.</summary>
    public static long SizeOf(string path) => Length(path) + Length($"{path}-wal");

    /// <summary>Reads the number of shards that the store was created with; records it in a new store.</summary>
    /// <exception cref="StoreException">The configuration says another number.</exception>
    public static void FixShardCount(SqliteDatabase database, int configured)
    {
        var stored = database.QueryNumber("SELECT shard_count FROM store");
        if (stored == 0)
        {
            using var insert = database.Prepare("INSERT INTO store (id, shard_count) VALUES (1, ?1)");
            insert.Bind(1, configured);
            insert.Run();
        }
        else if (stored != configured)
        {
            throw new StoreException(
                StoreFault.Mismatch,
                database.Path,
                $"The store '{database.Path}' was created with {stored} shards, but flexcore.journal.shard-count is {configured}. "
                + $"The number is fixed for the life of a store: set it to {stored}, or use another flexcore.journal.data-folder.");
        }
    }

    /// <summary>Gives a store that has no identity yet one.</summary>
    public static void FixIdentity(SqliteDatabase database)
    {
        if (database.QueryText("SELECT identity FROM store").Length == 0)
        {
            using var update = database.Prepare("UPDATE store SET identity = ?1 WHERE id = 1");
            update.BindText(1, Guid.NewGuid().ToString());
            update.Run();
        }
    }

    /// <summary>Which store this is.</summary>
    /// <exception cref="StoreException">The identity is damaged.</exception>
    public static StoreIdentity ReadIdentity(SqliteDatabase database)
    {
        var stored = database.QueryText("SELECT identity FROM store");
        return Guid.TryParseExact(stored, "D", out var id)
            ? new StoreIdentity(id, database.QueryNumber("SELECT restore_epoch FROM store"))
            : throw SqliteErrors.Damaged(database.Path, $"its identity is '{stored}', which is no identity of a store");
    }

    public static void RefuseForeign(SqliteDatabase database)
    {
        var application = database.QueryNumber("PRAGMA application_id");
        var tables = database.QueryNumber("SELECT count(*) FROM sqlite_schema");
        if (application != ApplicationId && (application != 0 || tables != 0))
        {
            throw new StoreException(
                StoreFault.NotAStore,
                database.Path,
                $"The file '{database.Path}' is a SQLite database of another program. Point flexcore.journal.data-folder at an empty folder. Nothing was changed.");
        }
    }

    private static void Configure(SqliteDatabase database, long bytesMax)
    {
        var mode = database.QueryText("PRAGMA journal_mode = WAL");
        database.Execute("PRAGMA synchronous = FULL");
        var synchronous = database.QueryNumber("PRAGMA synchronous");
        if (mode != "wal" || synchronous != SynchronousFull)
        {
            throw new StoreException(
                StoreFault.InputOutput,
                database.Path,
                $"The database '{database.Path}' runs with journal_mode {mode} and synchronous {synchronous} instead of wal and 2, so commits would not be durable. "
                + "Put the data folder on a local disk: network file systems do not offer what write-ahead logging needs.");
        }

        if (database.QueryNumber("PRAGMA application_id") != ApplicationId)
        {
            database.Execute($"PRAGMA application_id = {ApplicationId}");
        }

        database.Execute("PRAGMA wal_autocheckpoint = 0");
        database.Execute("PRAGMA cell_size_check = ON");
        database.Execute("PRAGMA cache_size = -16384");
        if (bytesMax > 0)
        {
            database.QueryNumber($"PRAGMA max_page_count = {Math.Max(1, bytesMax / PageBytes)}");
        }
    }

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
