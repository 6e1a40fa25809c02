namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>sinks</c>, <c>sink</c> and <c>deadLetter</c>.</summary>
internal static class SinkReader
{
    private static readonly string[] Kinds = ["file", "stdout", "sqlite", "http", "topic"];

    /// <summary>Reads the sinks of a pipeline: a list under <c>sinks</c>, or one under <c>sink</c>.</summary>
    /// <param name="pipeline">The pipeline, or the route of a branch.</param>
    /// <param name="isRequired">Whether there must be one.</param>
    public static EquatableList<SinkDefinition> ReadAll(MappingReader pipeline, bool isRequired)
    {
        var one = pipeline.Node("sink");
        var many = pipeline.Node("sinks");
        if (one is not null && many is not null)
        {
            pipeline.Context.Diagnostics.Add(DiagnosticCodes.WrongType, one.Mark, "There is either 'sink' or 'sinks', not both.");
        }

        if (many is SequenceNode { Items.Count: > 0 } list)
        {
            return EquatableList.From(list.Items.Select(item => Read(item, "sink", pipeline.Context)).OfType<SinkDefinition>());
        }

        if (!isRequired && one is null && many is null)
        {
            return [];
        }

        if (many is SequenceNode || (one is null && many is null))
        {
            pipeline.Context.Diagnostics.Add(DiagnosticCodes.MissingKey, (many ?? (DocumentNode?)one)?.Mark ?? pipeline.Mark, "The pipeline needs at least one sink.", "For example: sink: { stdout: {} }");
            return [];
        }

        return Read(one ?? many ?? new SequenceNode(pipeline.Mark, []), "sink", pipeline.Context) is { } sink ? [sink] : [];
    }

    /// <summary>Reads one sink.</summary>
    /// <param name="node">The node.</param>
    /// <param name="what">The key, for messages.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static SinkDefinition? Read(DocumentNode node, string what, LoadContext context)
    {
        if (KindReader.Read(node, what, Kinds, context) is not { } entry)
        {
            return null;
        }

        SinkDefinition? sink = entry.Key.Text switch
        {
            "file" => ReadFile(entry, context),
            "stdout" => ReadStdout(entry, context),
            "sqlite" => ReadSqlite(entry, context),
            "http" => HttpSinkReader.Read(entry.Value, context),
            _ => context.Text(entry.Value, "topic") is { } name ? new TopicSinkDefinition(name) : null,
        };
        return sink is null ? null : sink with { Mark = entry.Key.Mark };
    }

    private static FileSinkDefinition? ReadFile(MappingEntry entry, LoadContext context)
    {
        if (entry.Value is ScalarNode { IsNull: false })
        {
            return context.Text(entry.Value, "file") is { } path ? new FileSinkDefinition(path) { Mark = entry.Key.Mark } : null;
        }

        if (context.Mapping(entry.Value, "file", "the file sink") is not { } reader)
        {
            return null;
        }

        var sink = new FileSinkDefinition(reader.RequiredText("path")) { Mark = entry.Key.Mark };
        sink = sink with { Format = reader.Choice<RecordFormat>("format") ?? sink.Format, Mode = reader.Choice<FileSinkMode>("mode") };
        reader.Finish();
        return sink;
    }

    private static StdoutSinkDefinition? ReadStdout(MappingEntry entry, LoadContext context)
    {
        var standard = new StdoutSinkDefinition { Mark = entry.Key.Mark };
        if (entry.Value is ScalarNode { IsNull: true })
        {
            return standard;
        }

        if (context.Mapping(entry.Value, "stdout", "the stdout sink") is not { } reader)
        {
            return null;
        }

        var sink = standard with { Format = reader.Choice<RecordFormat>("format") ?? RecordFormat.Ndjson };
        reader.Finish();
        return sink;
    }

    private static SqliteSinkDefinition? ReadSqlite(MappingEntry entry, LoadContext context)
    {
        if (context.Mapping(entry.Value, "sqlite", "the sqlite sink") is not { } reader)
        {
            return null;
        }

        var sink = new SqliteSinkDefinition(reader.RequiredText("path"), reader.RequiredText("table"))
        {
            Mark = entry.Key.Mark,
            Mode = reader.Choice<TableMode>("mode") ?? TableMode.Append,
            Key = reader.Node("key") is { } key ? context.Texts(key, "key") : [],
        };
        reader.Finish();
        return sink;
    }
}
