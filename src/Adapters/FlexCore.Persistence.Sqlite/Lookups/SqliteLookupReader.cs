using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Values;
using Microsoft.Data.Sqlite;

namespace FlexCore.Persistence.Sqlite.Lookups;

/// <summary>Reads a lookup table from an SQLite database, which is opened for reading only and closed again.</summary>
/// <param name="table">The table.</param>
internal sealed class SqliteLookupReader(SqliteLookupDefinition table) : ILookupReader
{
    private const int BusySeconds = 10;
    private const double ExactInDouble = 1L << 53;

    private readonly string _path = table.Path.Text;
    private readonly string _name = table.Name.Text;

    /// <inheritdoc/>
    public ValueTask ReadAsync(IReadOnlyList<string> columns, LookupRows rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (!File.Exists(_path))
        {
            throw new StreamException("lookup-not-found", $"The lookup database '{_path}' does not exist. Check the path: it is relative to the pipeline file.");
        }

        try
        {
            Read(columns, rows, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw new StreamException("lookup-unreadable", $"Cannot read the SQLite table '{_name}' in '{_path}': {error.Message}. Check that it is an SQLite database that this user may read and that no program keeps it locked.", error);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The database's own file and that of its write-ahead log: every commit changes one of them.</summary>
    public string Stamp() => FileStamp.Of(_path, _path + "-wal");

    private void Read(IReadOnlyList<string> columns, LookupRows rows, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        connection.Open();
        CheckColumns(connection, columns);
        using var command = connection.CreateCommand();

        // The names were looked up in the schema and are quoted, so nothing of the pipeline is read as SQL. One order for one content: the fingerprint needs it.
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(Quote))} FROM {Quote(_name)} ORDER BY {string.Join(", ", columns.Select(Quote))}";
        using var reader = command.ExecuteReader();
        var row = new Value[columns.Count];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = ValueOf(reader, i, columns[i]);
            }

            rows.Add(row);
        }
    }

    // SQLite takes an unknown name in double quotes for a text, so the columns are asked for first.
    private void CheckColumns(SqliteConnection connection, IReadOnlyList<string> columns)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_xinfo($table)";
        command.Parameters.AddWithValue("$table", _name);
        var known = new List<string>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                known.Add(reader.GetString(0));
            }
        }

        if (known.Count == 0)
        {
            throw new StreamException("lookup-not-found", $"The database '{_path}' has no table or view '{_name}'. Check the name.");
        }

        if (columns.FirstOrDefault(column => !known.Contains(column, StringComparer.OrdinalIgnoreCase)) is { } missing)
        {
            throw new StreamException("lookup-column-missing", $"The SQLite table '{_name}' in '{_path}' has no column '{missing}'. The columns are: {string.Join(", ", known)}.");
        }
    }

    private Value ValueOf(SqliteDataReader reader, int column, string name) => reader.GetValue(column) switch
    {
        DBNull => Value.Null,
        long number => Math.Abs((double)number) < ExactInDouble ? Value.Number(number) : Value.Number(new ExactNumber(number.ToString(CultureInfo.InvariantCulture), number)),
        double number => Value.Number(number),
        string text => Value.String(text),
        var other => throw new StreamException("lookup-unreadable", $"The column '{name}' of the SQLite table '{_name}' in '{_path}' holds a {other.GetType().Name}, which is neither text nor number. Leave the column out, or read a view that converts it."),
    };

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
