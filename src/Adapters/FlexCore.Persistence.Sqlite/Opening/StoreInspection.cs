using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.Folders;

namespace FlexCore.Persistence.Sqlite.Opening;

/// <summary>Looks at a data folder without migrating, repairing or creating anything in the database.</summary>
public static class StoreInspection
{
    /// <summary>Whether a process works with the folder at this moment. Holds the folder's lock for an instant.</summary>
    /// <param name="folder">An existing data folder.</param>
    /// <returns>What the lock says about its holder; <see langword="null"/> when the folder is free.</returns>
    /// <exception cref="StoreException">The folder cannot be written.</exception>
    public static string? FindHolder(string folder)
    {
        try
        {
            using var held = DataFolderLock.Acquire(folder);
            return null;
        }
        catch (StoreException error) when (error.Fault == StoreFault.Locked)
        {
            return error.Message;
        }
    }

    /// <summary>Reads version and size of the database and lets SQLite check all its pages.</summary>
    /// <param name="folder">The data folder. No other process should use it meanwhile: the check reads everything.</param>
    /// <exception cref="StoreException">The file is no store of FlexCore's, or cannot be read.</exception>
    public static StoreReport Inspect(string folder)
    {
        var known = SqlScripts.Load(typeof(StoreInspection).Assembly).Count;
        var path = Path.Combine(folder, StoreFile.FileName);
        if (!File.Exists(path))
        {
            return new StoreReport(Exists: false, 0, known, 0, null);
        }

        var bytes = new FileInfo(path).Length + (new FileInfo(path + "-wal") is { Exists: true } wal ? wal.Length : 0);
        using var database = SqliteDatabase.OpenReader(path);
        try
        {
            StoreFile.RefuseForeign(database);
            var version = (int)database.QueryNumber("PRAGMA user_version");
            var damage = database.QueryText("PRAGMA quick_check(1)");
            return new StoreReport(Exists: true, version, known, bytes, damage == "ok" ? null : damage);
        }
        catch (StoreException error) when (error.Fault == StoreFault.Corrupt)
        {
            // So damaged that not even the check can run.
            return new StoreReport(Exists: true, 0, known, bytes, error.Message);
        }
    }
}
