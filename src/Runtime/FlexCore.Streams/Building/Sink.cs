using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>The sinks a pipeline can write.</summary>
public static class Sink
{
    /// <summary>A file in the format that its name suggests.</summary>
    /// <param name="path">The file.</param>
    public static FileSinkDefinition File(string path) => new(path);

    /// <summary>A file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">How records are written.</param>
    public static FileSinkDefinition File(string path, RecordFormat format) => new(path) { Format = format };

    /// <summary>The process's standard output.</summary>
    /// <param name="format">How records are written.</param>
    public static StdoutSinkDefinition Stdout(RecordFormat format = RecordFormat.Ndjson) => new() { Format = format };

    /// <summary>A table to which every record adds a row.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="table">The table.</param>
    public static SqliteSinkDefinition Sqlite(string path, string table) => new(path, table);

    /// <summary>A table in which a record replaces the row with the same key.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="table">The table.</param>
    /// <param name="key">The key columns, at least one.</param>
    public static SqliteSinkDefinition SqliteUpsert(string path, string table, params IEnumerable<string> key) =>
        new(path, table) { Mode = TableMode.Upsert, Key = EquatableList.From(key.Select(column => new DefinitionText(column))) };

    /// <summary>A file to which rows are added as they come.</summary>
    /// <param name="path">The file.</param>
    public static FileSinkDefinition FileAppend(string path) => new(path) { Mode = FileSinkMode.Append };

    /// <summary>An HTTP endpoint that gets rows in batches; <see langword="with"/> sets the further properties.</summary>
    /// <param name="url">The absolute address.</param>
    /// <param name="headers">Headers of every request.</param>
    public static HttpSinkDefinition Http(string url, params IEnumerable<(string Name, string Value)> headers) =>
        new(url) { Headers = EquatableList.From(headers.Select(header => new HttpHeader(header.Name, header.Value))) };

    /// <summary>An event topic.</summary>
    /// <param name="name">The topic.</param>
    public static TopicSinkDefinition Topic(string name) => new(name);
}
