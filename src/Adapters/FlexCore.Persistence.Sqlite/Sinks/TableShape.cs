using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;

namespace FlexCore.Persistence.Sqlite.Sinks;

/// <summary>The target table's columns and the statements that create and fill it. Immutable.</summary>
internal sealed class TableShape
{
    private readonly bool _upsert;
    private readonly string[] _columns;
    private readonly string[] _key;

    public TableShape(SqliteSinkDefinition definition, RecordLayout layout)
    {
        Table = definition.Table.Text;
        Slots = [.. layout.Fields.Select(field => field.Slot)];
        _columns = [.. layout.Fields.Select(field => field.Name)];
        _key = [.. definition.Key.Select(column => column.Text)];
        _upsert = definition.Mode == TableMode.Upsert;
        if (_upsert && _key.Length == 0)
        {
            throw new StreamException("sqlite-key-missing", $"The SQLite table '{Table}' is in mode 'upsert' and needs 'key': the columns that identify a row.");
        }

        KeyColumns = [.. _key.Select(ColumnOfKey)];
    }

    /// <summary>The table's name.</summary>
    public string Table { get; }

    /// <summary>The cell of each column, in column order.</summary>
    public IReadOnlyList<int> Slots { get; }

    /// <summary>The positions of the key columns among all columns.</summary>
    public IReadOnlyList<int> KeyColumns { get; }

    /// <summary>Creates the table if it is missing. Columns have no declared type, so a value keeps its own.</summary>
    public string CreateStatement
    {
        get
        {
            var columns = string.Join(", ", _columns.Select(Quote));
            var key = _upsert ? $", PRIMARY KEY ({string.Join(", ", _key.Select(Quote))})" : string.Empty;
            return $"CREATE TABLE IF NOT EXISTS {Quote(Table)} ({columns}{key})";
        }
    }

    /// <summary>Adds or replaces one row; the parameters are the columns in order.</summary>
    public string WriteStatement
    {
        get
        {
            var columns = string.Join(", ", _columns.Select(Quote));
            var parameters = string.Join(", ", Enumerable.Range(1, _columns.Length).Select(i => "?" + i.ToString(CultureInfo.InvariantCulture)));
            var insert = $"INSERT INTO {Quote(Table)} ({columns}) VALUES ({parameters})";
            return _upsert ? insert + ConflictClause() : insert;
        }
    }

    /// <summary>The name of a column, for messages.</summary>
    public string ColumnName(int column) => _columns[column];

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private int ColumnOfKey(string key)
    {
        var column = Array.IndexOf(_columns, key);
        return column >= 0
            ? column
            : throw new StreamException(
                "sqlite-key-unknown",
                $"The key column '{key}' of the SQLite table '{Table}' is not a field of the records, which have: {string.Join(", ", _columns)}.");
    }

    private string ConflictClause()
    {
        var others = _columns.Except(_key, StringComparer.Ordinal).Select(column => $"{Quote(column)} = excluded.{Quote(column)}").ToArray();
        var action = others.Length == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", others);
        return $" ON CONFLICT ({string.Join(", ", _key.Select(Quote))}) DO {action}";
    }
}
