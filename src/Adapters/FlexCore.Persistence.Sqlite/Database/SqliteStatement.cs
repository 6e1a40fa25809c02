using System.Text;
using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Database;

/// <summary>One compiled statement. Spans that it returns are valid until the next step or reset. Used by its connection's user only.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement, string sql) : IDisposable
{
    /// <summary>Runs to the next row.</summary>
    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result == raw.SQLITE_DONE)
        {
            return false;
        }

        Fail(result);
        return false;
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready for the next run.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(statement);
        if (result != raw.SQLITE_DONE)
        {
            Fail(result);
        }

        _ = raw.sqlite3_reset(statement);
    }

    /// <summary>Ends the run, so that it holds no lock on the database.</summary>
    public void Reset() => _ = raw.sqlite3_reset(statement);

    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(statement, parameter, value));

    public void BindNull(int parameter) => Check(raw.sqlite3_bind_null(statement, parameter));

    public void BindText(int parameter, ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(statement, parameter, utf8));

    public void BindText(int parameter, string text) => Check(raw.sqlite3_bind_text(statement, parameter, text));

    // An empty span has no address, and SQLite takes no address for NULL.
    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes) =>
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, bytes));

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The bytes of a blob, or of a text in UTF-8; empty for NULL.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            database.Check(result, sql);
        }
    }

    private void Fail(int result)
    {
        // The error text must be taken before the reset clears it.
        try
        {
            database.Check(result, sql);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }
}
