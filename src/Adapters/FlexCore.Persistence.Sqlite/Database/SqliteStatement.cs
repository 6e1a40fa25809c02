using System.Text;
using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Database;

/// <summary>One compiled statement. Spans that it returns are valid until the next step or reset. Used by its connection's user only.</summary>
internal sealed unsafe class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement, string sql) : IDisposable
{
    private readonly nint _handle = statement.DangerousGetHandle();

    // An empty text or blob needs an address too, because SQLite takes none for NULL.
    private static ReadOnlySpan<byte> Nothing => "\0"u8;

    /// <summary>What it was compiled from.</summary>
    public string Sql => sql;

    /// <summary>Runs to the next row.</summary>
    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var result = NativeSqlite.Step(_handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            Fail(result);
        }

        return false;
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready for the next run.</summary>
    public void Run()
    {
        var result = NativeSqlite.Step(_handle);
        if (result != raw.SQLITE_DONE)
        {
            Fail(result);
        }

        _ = NativeSqlite.Reset(_handle);
    }

    /// <summary>Ends the run, so that it holds no lock on the database.</summary>
    public void Reset() => _ = NativeSqlite.Reset(_handle);

    public void Bind(int parameter, long value) => Check(NativeSqlite.BindNumber(_handle, parameter, value));

    /// <summary>Binds bytes that the caller keeps pinned until the statement has run; they are not copied.</summary>
    public void BindPinnedText(int parameter, byte* utf8, int length) =>
        Check(NativeSqlite.BindText(_handle, parameter, utf8, length, NativeSqlite.Static));

    /// <summary>Binds bytes that the caller keeps pinned until the statement has run; they are not copied.</summary>
    public void BindPinnedBlob(int parameter, byte* bytes, int length)
    {
        fixed (byte* nothing = Nothing)
        {
            Check(NativeSqlite.BindBlob(_handle, parameter, bytes is null ? nothing : bytes, length, NativeSqlite.Static));
        }
    }

    /// <summary>As <see cref="BindPinnedBlob"/>; no address binds NULL.</summary>
    public void BindPinnedBlobOrNull(int parameter, byte* bytes, int length) =>
        Check(NativeSqlite.BindBlob(_handle, parameter, bytes, length, NativeSqlite.Static));

    public void BindText(int parameter, string text) => Check(raw.sqlite3_bind_text(statement, parameter, text));

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes) =>
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, parameter, 0) : raw.sqlite3_bind_blob(statement, parameter, bytes));

    public long Number(int column) => NativeSqlite.Number(_handle, column);

    /// <summary>The bytes of a blob, or of a text in UTF-8; empty for NULL.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => new(NativeSqlite.Bytes(_handle, column), NativeSqlite.Length(_handle, column));

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
            _ = NativeSqlite.Reset(_handle);
        }
    }
}
