namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes sources. Pure.</summary>
internal static class SourceWriter
{
    /// <summary>Writes a source as a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="source">The source.</param>
    /// <exception cref="ArgumentException">It has a part that no file can say.</exception>
    public static void Write(DocumentWriter writer, SourceDefinition source)
    {
        if (source.Framing is { } framing && source is not (FileSourceDefinition or StdinSourceDefinition))
        {
            throw new ArgumentException($"The source {source.GetType().Name} has the framing '{framing}', but only files and standard input are cut into records.");
        }

        writer.Mapping(() => WriteKind(writer, source));
    }

    private static void WriteKind(DocumentWriter writer, SourceDefinition source)
    {
        switch (source)
        {
            case FileSourceDefinition file:
                writer.Key("file");
                writer.Mapping(() =>
                {
                    writer.Texts("path", file.Paths);
                    WriteInput(writer, file.Framing, file.Compression);
                    writer.Flag("follow", file.Follow, false);
                });
                break;
            case StdinSourceDefinition stdin:
                writer.Key("stdin");
                writer.Mapping(() => WriteInput(writer, stdin.Framing, stdin.Compression));
                break;
            case GenerateSourceDefinition generate:
                writer.Key("generate");
                writer.Mapping(() => WriteGenerate(writer, generate));
                break;
            case HttpSourceDefinition:
                writer.Raw("http", "{}");
                break;
            case TopicSourceDefinition topic:
                writer.Text("topic", topic.Name);
                break;
            case PollSourceDefinition poll:
                writer.Key("poll");
                writer.Mapping(() => PollSourceWriter.Write(writer, poll));
                break;
            case UnionSourceDefinition union:
                writer.Key("union");
                writer.List(union.Sources, inner => Write(writer, inner));
                break;
            default:
                throw new ArgumentException($"A source of the type {source.GetType().Name} has no form in a file.");
        }
    }

    private static void WriteInput(DocumentWriter writer, Framing? framing, Compression compression)
    {
        writer.Choice("framing", framing);
        writer.Choice("compression", compression, Compression.Auto);
    }

    private static void WriteGenerate(DocumentWriter writer, GenerateSourceDefinition source)
    {
        var standard = new GenerateSourceDefinition(source.Fields);
        writer.Named("fields", source.Fields);
        if (source.Rate is { } rate)
        {
            writer.Raw("rate", ExactText.Of(rate, "rate"));
        }

        writer.Number("count", source.Count);
        writer.Number("seed", source.Seed == standard.Seed ? null : source.Seed);
        writer.Text("start", source.Start.Equals(standard.Start) ? null : source.Start);
    }
}
