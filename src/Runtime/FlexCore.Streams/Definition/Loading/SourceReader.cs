namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the <c>source</c> of a pipeline.</summary>
internal static class SourceReader
{
    private static readonly string[] Kinds = ["file", "stdin", "generate", "http", "topic", "poll", "union"];

    /// <summary>Reads the source.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static SourceDefinition? Read(MappingReader pipeline)
    {
        var context = pipeline.Context;
        return pipeline.RequiredNode("source") is { } node ? Read(node, context) : null;
    }

    private static SourceDefinition? Read(DocumentNode node, LoadContext context)
    {
        if (KindReader.Read(node, "source", Kinds, context) is not { } entry)
        {
            return null;
        }

        SourceDefinition? source = entry.Key.Text switch
        {
            "file" => ReadFile(entry, context),
            "stdin" => ReadStdin(entry, context),
            "generate" => GenerateSourceReader.Read(entry.Value, context),
            "http" => ReadHttp(entry.Value, context),
            "topic" => context.Text(entry.Value, "topic") is { } name ? new TopicSourceDefinition(name) : null,
            "union" => ReadUnion(entry.Value, context),
            _ => PollSourceReader.Read(entry.Value, context),
        };
        return source is null ? null : source with { Mark = entry.Key.Mark };
    }

    private static UnionSourceDefinition? ReadUnion(DocumentNode node, LoadContext context)
    {
        if (node is not SequenceNode { Items.Count: > 0 } list)
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'union' must be a list of sources, not {(node is SequenceNode ? "an empty one" : node.Description)}.", "For example: union: [ { file: old.log }, { topic: orders } ]");
            return null;
        }

        return new UnionSourceDefinition(EquatableList.From(list.Items.Select(item => Read(item, context)).OfType<SourceDefinition>()));
    }

    private static FileSourceDefinition? ReadFile(MappingEntry entry, LoadContext context)
    {
        if (entry.Value is not MappingNode)
        {
            return new FileSourceDefinition(context.Texts(entry.Value, "file"));
        }

        if (context.Mapping(entry.Value, "file", "the file source") is not { } reader)
        {
            return null;
        }

        var source = new FileSourceDefinition(reader.RequiredNode("path") is { } path ? context.Texts(path, "path") : [])
        {
            Framing = reader.Choice<Framing>("framing"),
            Compression = reader.Choice<Compression>("compression") ?? Compression.Auto,
            Follow = reader.Flag("follow") ?? false,
        };
        reader.Finish();
        return source;
    }

    private static StdinSourceDefinition? ReadStdin(MappingEntry entry, LoadContext context)
    {
        if (entry.Value is ScalarNode { IsNull: true })
        {
            return new StdinSourceDefinition();
        }

        if (context.Mapping(entry.Value, "stdin", "the stdin source") is not { } reader)
        {
            return null;
        }

        var source = new StdinSourceDefinition
        {
            Framing = reader.Choice<Framing>("framing"),
            Compression = reader.Choice<Compression>("compression") ?? Compression.Auto,
        };
        reader.Finish();
        return source;
    }

    private static HttpSourceDefinition? ReadHttp(DocumentNode node, LoadContext context)
    {
        if (node is ScalarNode { IsNull: true })
        {
            return new HttpSourceDefinition();
        }

        if (context.Mapping(node, "http", "the http source") is not { } reader)
        {
            return null;
        }

        reader.Finish();
        return new HttpSourceDefinition();
    }
}
