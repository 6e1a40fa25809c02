using Microsoft.Data.Sqlite;

namespace FlexCore.EndToEnd.Tests.Crashes;

/// <summary>Reads what a SQLite sink wrote.</summary>
public static class Table
{
    /// <summary>All rows in the order of their row ids, the row id first.</summary>
    public static string[] Read(string path, string table = "rows")
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The table's name is a constant of the test.
        command.CommandText = $"SELECT rowid, * FROM \"{table}\" ORDER BY rowid";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetString(i))));
        }

        return [.. rows];
    }
}
