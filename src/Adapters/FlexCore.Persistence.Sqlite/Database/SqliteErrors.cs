using FlexCore.Persistence.Faults;
using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Database;

/// <summary>Turns SQLite's result codes into errors that say what, where and the remedy.</summary>
internal static class SqliteErrors
{
    private const int PrimaryMask = 0xFF;

    public static StoreException Create(int result, int extended, string detail, string doing, string path)
    {
        var fault = FaultOf(result & PrimaryMask);
        var message = $"{What(fault, path)} ({detail}; SQLite code {extended}, while running '{doing}'). {Remedy(fault)}";
        return new StoreException(fault, path, message);
    }

    /// <summary>The error of a store in which a value cannot be what it is.</summary>
    /// <param name="path">The database.</param>
    /// <param name="what">What is wrong, as the rest of a sentence.</param>
    public static StoreException Damaged(string path, string what) =>
        new(StoreFault.Corrupt, path, $"{What(StoreFault.Corrupt, path)}: {what}. {Remedy(StoreFault.Corrupt)}");

    private static StoreFault FaultOf(int primary) => primary switch
    {
        raw.SQLITE_FULL => StoreFault.Full,
        raw.SQLITE_CORRUPT => StoreFault.Corrupt,
        raw.SQLITE_NOTADB => StoreFault.NotAStore,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => StoreFault.ReadOnly,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => StoreFault.Locked,
        _ => StoreFault.InputOutput,
    };

    private static string What(StoreFault fault, string path) => fault switch
    {
        StoreFault.Full => $"There is no room left to write '{path}'",
        StoreFault.Corrupt => $"The database '{path}' is damaged",
        StoreFault.NotAStore => $"The file '{path}' is not a database",
        StoreFault.ReadOnly => $"The database '{path}' cannot be opened for writing",
        StoreFault.Locked => $"The database '{path}' is locked by another program",
        _ => $"The database '{path}' failed",
    };

    private static string Remedy(StoreFault fault) => fault switch
    {
        StoreFault.Full => "Free disk space, or raise flexcore.journal.database-bytes-max if it is set; then send the work again. Nothing acknowledged was lost.",
        StoreFault.Corrupt => "Stop, keep a copy of the folder, and restore it from a backup. Nothing was changed.",
        StoreFault.NotAStore => "Point flexcore.journal.data-folder at an empty folder, or restore the file from a backup. Nothing was changed.",
        StoreFault.ReadOnly => "Give this user write permission on the folder and its files, or choose another flexcore.journal.data-folder.",
        StoreFault.Locked => "Close the other program that has the file open.",
        _ => "Check the disk and the system log, then start again; the store re-reads its state.",
    };
}
