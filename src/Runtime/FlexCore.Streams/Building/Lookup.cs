using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>The tables that a pipeline can look things up in.</summary>
public static class Lookup
{
    /// <summary>A table in a CSV or NDJSON file, as its name suggests.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">A name that is both a field of the record and a column of the table.</param>
    /// <param name="fields">The columns to add, at least one.</param>
    public static LookupStep File(string path, string key, params IEnumerable<string> fields) => In(new FileLookupDefinition(path), key, fields);

    /// <summary>A table or view of an SQLite database.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="key">A name that is both a field of the record and a column of the table.</param>
    /// <param name="fields">The columns to add, at least one.</param>
    public static LookupStep Sqlite(string path, string table, string key, params IEnumerable<string> fields) => In(new SqliteLookupDefinition(path, table), key, fields);

    private static LookupStep In(LookupTableDefinition table, string key, IEnumerable<string> fields) =>
        new(table, [FieldReference.Named(key)], PipelineBuilder.Named(fields.Select(field => (field, field))));
}
