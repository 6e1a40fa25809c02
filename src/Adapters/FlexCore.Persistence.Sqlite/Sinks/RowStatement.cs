using System.Buffers;
using System.Globalization;
using System.Text;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>A prepared statement that takes one row of values. Binds text from its UTF-8 bytes, without making strings of it.</summary>
/// <remarks>Used by one sink; calls never overlap.</remarks>
internal sealed class RowStatement : IDisposable
{
    // Whole numbers up to here are exact in a double, so storing them as INTEGER changes nothing.
    private const double LargestExactInteger = 9_007_199_254_740_992;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly ArrayBufferWriter<byte> _utf8 = new();

    public RowStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Writes one row.</summary>
    /// <param name="row">The values in parameter order.</param>
    /// <exception cref="SqliteException">SQLite refuses the row.</exception>
    public void Execute(ReadOnlySpan<Value> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            Check(Bind(i + 1, row[i]));
        }

        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(_statement);
            SqliteException.ThrowExceptionForRC(result, _database);
        }

        Check(raw.sqlite3_reset(_statement));
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int Bind(int parameter, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                return BindNumber(parameter, value);
            case ValueKind.String:
                return value.IsUtf8 ? BindUtf8(parameter, value.Utf8Span()) : BindUtf16(parameter, value.AsString());
            case ValueKind.Boolean:
                return raw.sqlite3_bind_int(_statement, parameter, value.AsBoolean() ? 1 : 0);
            case ValueKind.Array or ValueKind.Object:
                _utf8.ResetWrittenCount();
                ValueJson.Write(value, _utf8);
                return raw.sqlite3_bind_text(_statement, parameter, _utf8.WrittenSpan);
            default:
                return raw.sqlite3_bind_null(_statement, parameter);
        }
    }

    // SQLite takes a text without an address for NULL, and an empty span has none.
    private int BindUtf8(int parameter, ReadOnlySpan<byte> text) => text.IsEmpty
        ? raw.sqlite3_bind_text(_statement, parameter, string.Empty)
        : raw.sqlite3_bind_text(_statement, parameter, text);

    private int BindUtf16(int parameter, string text)
    {
        // Written with its length, so that a zero character does not end it.
        _utf8.ResetWrittenCount();
        Encoding.UTF8.GetBytes(text, _utf8);
        return BindUtf8(parameter, _utf8.WrittenSpan);
    }

    private int BindNumber(int parameter, in Value value)
    {
        if (value.TryGetExactNumber(out var exact))
        {
            // More digits than SQLite's own numbers can hold stay readable as text.
            return long.TryParse(exact.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? raw.sqlite3_bind_int64(_statement, parameter, integer)
                : raw.sqlite3_bind_text(_statement, parameter, exact.Text);
        }

        var number = value.AsNumber();
        return Math.Abs(number) <= LargestExactInteger && number == Math.Truncate(number)
            ? raw.sqlite3_bind_int64(_statement, parameter, (long)number)
            : raw.sqlite3_bind_double(_statement, parameter, number);
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
