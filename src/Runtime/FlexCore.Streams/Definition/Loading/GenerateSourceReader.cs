namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the generate source.</summary>
internal static class GenerateSourceReader
{
    /// <summary>The greatest count and seed: numbers above it have no exact value in an expression.</summary>
    public const long MaxNumber = (1L << 53) - 1;

    /// <summary>Reads it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static GenerateSourceDefinition? Read(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "generate", "the generate source") is not { } reader)
        {
            return null;
        }

        var fields = reader.RequiredNode("fields") is { } list ? context.NamedTexts(list, "fields") : [];
        var standard = new GenerateSourceDefinition(fields);
        var source = standard with
        {
            Rate = reader.Number("rate", PipelineLimits.MaxRate),
            Count = reader.Integer("count", 0, MaxNumber),
            Seed = reader.Integer("seed", 0, MaxNumber) ?? standard.Seed,
            Start = reader.Text("start") ?? standard.Start,
        };
        reader.Finish();
        return source;
    }
}
