using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Opening;

namespace FlexCore.Persistence.Sqlite.ReadModels;

/// <summary>Brings the file of the read models to the state in which it can be used: ours, with write-ahead log and the newest schema.</summary>
internal static class ReadModelFile
{
    public const string FileName = "read_models.db";

    // "FlxR": tells these files from the store's and from every other SQLite database.
    private const long ApplicationId = 0x466C7852;

    public static async ValueTask<SqliteDatabase> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var database = SqliteDatabase.OpenWriter(path);
        try
        {
            RefuseForeign(database);
            Configure(database);
            var scripts = SqlScripts.Load(typeof(ReadModelFile).Assembly, "ReadModels.Scripts");
            await MigrationRunner.RunAsync(new SqliteMigrationTarget(database), scripts, cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void RefuseForeign(SqliteDatabase database)
    {
        var application = database.QueryNumber("PRAGMA application_id");
        if (application != ApplicationId && (application != 0 || database.QueryNumber("SELECT count(*) FROM sqlite_schema") != 0))
        {
            throw new StoreException(
                StoreFault.NotAStore,
                database.Path,
                $"The file '{database.Path}' is a SQLite database of another program. Move it away: the read models are built anew from the events. Nothing was changed.");
        }
    }

    // Commits are not flushed one by one: after a power cut effect and position are gone together, and the events come again.
    private static void Configure(SqliteDatabase database)
    {
        var mode = database.QueryText("PRAGMA journal_mode = WAL");
        if (mode != "wal")
        {
            throw new StoreException(
                StoreFault.InputOutput,
                database.Path,
                $"The database '{database.Path}' runs with journal_mode {mode} instead of wal. Put the data folder on a local disk: network file systems do not offer what write-ahead logging needs.");
        }

        database.Execute("PRAGMA synchronous = NORMAL");
        if (database.QueryNumber("PRAGMA application_id") != ApplicationId)
        {
            database.Execute($"PRAGMA application_id = {ApplicationId}");
        }

        database.Execute("PRAGMA cache_size = -16384");
        database.Execute("PRAGMA wal_autocheckpoint = 4000");
    }
}
