namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>dedupe</c>, <c>rateOfChange</c> and <c>sort</c> steps.</summary>
internal static class PassingStepReader
{
    private const string Descending = " desc";
    private const string Ascending = " asc";

    /// <summary>Reads a dedupe.</summary>
    /// <param name="node">The value of <c>dedupe</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static DedupeStep? ReadDedupe(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "dedupe", "the dedupe step") is not { } reader)
        {
            return null;
        }

        var step = new DedupeStep(reader.RequiredNode("by") is { } by ? KeyedStepReader.ReadKeys(by, context) : [])
        {
            Ttl = reader.PositiveDuration("ttl"),
            Time = reader.Text("time"),
            MaxKeys = reader.Count("maxKeys", PipelineLimits.MaxKeys) ?? PipelineLimits.DefaultKeys,
        };
        reader.Finish();
        return step;
    }

    /// <summary>Reads a rateOfChange.</summary>
    /// <param name="node">The value of <c>rateOfChange</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static RateOfChangeStep? ReadRateOfChange(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "rateOfChange", "the rateOfChange step") is not { } reader)
        {
            return null;
        }

        var step = new RateOfChangeStep(reader.RequiredText("field"), reader.RequiredText("time"))
        {
            By = reader.Node("by") is { } by ? KeyedStepReader.ReadKeys(by, context) : [],
            Per = reader.PositiveDuration("per") ?? TimeSpan.FromSeconds(1),
            As = reader.Text("as") ?? RateOfChangeStep.DefaultName,
            Ttl = reader.PositiveDuration("ttl"),
            MaxKeys = reader.Count("maxKeys", PipelineLimits.MaxKeys) ?? PipelineLimits.DefaultKeys,
        };
        reader.Finish();
        return step;
    }

    /// <summary>Reads a sort.</summary>
    /// <param name="node">The value of <c>sort</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static SortStep? ReadSort(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "sort", "the sort step") is not { } reader)
        {
            return null;
        }

        var step = new SortStep(reader.RequiredText("time"))
        {
            Lateness = reader.Duration("lateness", TimeSpan.Zero),
            Window = reader.PositiveDuration("window"),
            By = reader.Node("by") is { } by ? EquatableList.From(context.Texts(by, "by").Select(ReadKey)) : [],
            Late = reader.Choice<LatePolicy>("late") ?? LatePolicy.Drop,
            MaxRecords = reader.Count("maxRecords", PipelineLimits.MaxSortedRecords) ?? PipelineLimits.DefaultSortedRecords,
        };
        reader.Finish();
        return step;
    }

    // A name cannot follow an expression, so a last word asc or desc can only be the direction.
    private static SortKey ReadKey(DefinitionText text)
    {
        var isDescending = text.Text.EndsWith(Descending, StringComparison.Ordinal);
        if (!isDescending && !text.Text.EndsWith(Ascending, StringComparison.Ordinal))
        {
            return new SortKey(text);
        }

        var length = text.Text.Length - (isDescending ? Descending : Ascending).Length;
        return new SortKey(new DefinitionText(text.Text[..length], [.. text.Segments]), isDescending);
    }
}
