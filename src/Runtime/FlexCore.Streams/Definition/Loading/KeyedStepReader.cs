namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>window</c> and <c>group</c> steps.</summary>
internal static class KeyedStepReader
{
    /// <summary>Reads a window.</summary>
    /// <param name="node">The value of <c>window</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static WindowStep? ReadWindow(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "window", "the window step") is not { } reader)
        {
            return null;
        }

        var step = new WindowStep(WindowShapeReader.Read(reader), reader.RequiredText("time"), ReadAggregates(reader))
        {
            Lateness = reader.Duration("lateness", TimeSpan.Zero),
            Late = reader.Choice<LatePolicy>("late") ?? LatePolicy.Drop,
            By = reader.Node("by") is { } by ? ReadKeys(by, context) : [],
        };
        reader.Finish();
        return step;
    }

    /// <summary>Reads a group.</summary>
    /// <param name="node">The value of <c>group</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static GroupStep? ReadGroup(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "group", "the group step") is not { } reader)
        {
            return null;
        }

        var step = new GroupStep(reader.Node("by") is { } by ? ReadKeys(by, context) : [], ReadAggregates(reader));
        reader.Finish();
        return step;
    }

    private static EquatableList<NamedText> ReadAggregates(MappingReader reader) =>
        reader.RequiredNode("aggregate") is { } node ? reader.Context.NamedTexts(node, "aggregate") : [];

    /// <summary>Reads key parts: <c>host</c>, <c>[host, { minute: "…" }]</c> or <c>{ minute: "…" }</c>.</summary>
    /// <param name="node">The value of <c>by</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static EquatableList<NamedText> ReadKeys(DocumentNode node, LoadContext context)
    {
        IReadOnlyList<DocumentNode> items = node is SequenceNode sequence ? sequence.Items : [node];
        return EquatableList.From(items.SelectMany(item => item is MappingNode
            ? context.NamedTexts(item, "by")
            : context.Text(item, "by") is { } name ? [FieldReference.Named(name)] : EquatableList<NamedText>.Empty));
    }
}
