using System.Buffers;
using System.Globalization;
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
    private readonly ArrayBufferWriter<byte> _json = new();

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
                return value.IsUtf8
                    ? raw.sqlite3_bind_text(_statement, parameter, value.Utf8Span())
                    : raw.sqlite3_bind_text(_statement, parameter, value.AsString());
            case ValueKind.Boolean:
                return raw.sqlite3_bind_int(_statement, parameter, value.AsBoolean() ? 1 : 0);
            case ValueKind.Array or ValueKind.Object:
                _json.ResetWrittenCount();
                ValueJson.Write(value, _json);
                return raw.sqlite3_bind_text(_statement, parameter, _json.WrittenSpan);
            default:
                return raw.sqlite3_bind_null(_statement, parameter);
        }
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
