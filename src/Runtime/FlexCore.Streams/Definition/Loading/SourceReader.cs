namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the <c>source</c> of a pipeline.</summary>
internal static class SourceReader
{
    private static readonly string[] Kinds = ["file", "stdin"];

    /// <summary>Reads the source.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static SourceDefinition? Read(MappingReader pipeline)
    {
        if (pipeline.RequiredNode("source") is not { } node || KindReader.Read(node, "source", Kinds, pipeline.Context) is not { } entry)
        {
            return null;
        }

        return entry.Key.Text == "file" ? ReadFile(entry, pipeline.Context) : ReadStdin(entry, pipeline.Context);
    }

    private static FileSourceDefinition? ReadFile(MappingEntry entry, LoadContext context)
    {
        if (entry.Value is not MappingNode)
        {
            return new FileSourceDefinition(context.Texts(entry.Value, "file")) { Mark = entry.Key.Mark };
        }

        if (context.Mapping(entry.Value, "file", "the file source") is not { } reader)
        {
            return null;
        }

        var source = new FileSourceDefinition(reader.RequiredNode("path") is { } path ? context.Texts(path, "path") : [])
        {
            Mark = entry.Key.Mark,
            Framing = reader.Choice<Framing>("framing"),
            Compression = reader.Choice<Compression>("compression") ?? Compression.Auto,
        };
        reader.Finish();
        return source;
    }

    private static StdinSourceDefinition? ReadStdin(MappingEntry entry, LoadContext context)
    {
        var standard = new StdinSourceDefinition { Mark = entry.Key.Mark };
        if (entry.Value is ScalarNode { IsNull: true })
        {
            return standard;
        }

        if (context.Mapping(entry.Value, "stdin", "the stdin source") is not { } reader)
        {
            return null;
        }

        var source = standard with
        {
            Framing = reader.Choice<Framing>("framing"),
            Compression = reader.Choice<Compression>("compression") ?? Compression.Auto,
        };
        reader.Finish();
        return source;
    }
}
