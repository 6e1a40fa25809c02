using FlexCore.Application.Streams;
using FlexCore.Streams.Sinks;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>Turns what SQLite says about a target database into an error with place and remedy.</summary>
internal static class SinkFault
{
    /// <summary>The error to throw instead of SQLite's own.</summary>
    /// <param name="path">The target database.</param>
    /// <param name="table">The target table.</param>
    /// <param name="error">What SQLite said.</param>
    public static StreamException From(string path, string table, SqliteException error)
    {
        var where = $"the SQLite table '{table}' in '{path}'";
        return (error.SqliteErrorCode & 0xff) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                new SinkUnavailableException($"Another program keeps {where} locked: {error.Message}. Close it.", error),
            raw.SQLITE_FULL =>
                new StreamException("disk-full", $"No space is left for {where}. Free space and run again: the run resumes.", error),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT =>
                new StreamException("sink-damaged", $"'{path}' is not an SQLite database or is damaged. Choose another path or restore it; nothing was changed.", error),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH =>
                new StreamException("sink-unwritable", $"Cannot write {where}: {error.Message}. Check the folder and its permissions.", error),
            raw.SQLITE_CONSTRAINT =>
                new StreamException("sink-rejected", $"A constraint of {where} refuses a row: {error.Message}. Change the table or filter such records.", error),
            raw.SQLITE_ERROR =>
                new StreamException("sink-mismatch", $"The pipeline does not fit {where}: {error.Message}. Change the table, its columns or key, or name another table.", error),
            _ => new StreamException("sink-failed", $"Cannot write {where}: {error.Message}.", error),
        };
    }
}
