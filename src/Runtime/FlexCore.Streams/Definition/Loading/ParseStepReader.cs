namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>parse</c> steps in short form (<c>parse: json</c>) and long form.</summary>
internal static class ParseStepReader
{
    /// <summary>Reads the step.</summary>
    /// <param name="node">The value of <c>parse</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static ParseStep? Read(DocumentNode node, LoadContext context)
    {
        if (node is ScalarNode { IsNull: false })
        {
            return context.Text(node, "parse") is { } text && context.Choice<ParseFormat>(text, "parse") is { } simple ? new ParseStep(simple) : null;
        }

        if (context.Mapping(node, "parse", "the parse step") is not { } reader)
        {
            return null;
        }

        reader.RequiredNode("format");
        var step = new ParseStep(reader.Choice<ParseFormat>("format") ?? ParseFormat.Json)
        {
            Pattern = reader.Text("pattern"),
            Header = reader.Flag("header"),
            Delimiter = reader.Text("delimiter"),
            Columns = reader.Node("columns") is { } columns ? context.Texts(columns, "columns") : null,
            Types = reader.Node("types") is { } types ? ReadTypes(types, context) : [],
        };
        reader.Finish();
        return step;
    }

    /// <summary>Reads fields and their types.</summary>
    /// <param name="node">The value of <c>types</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static EquatableList<FieldType> ReadTypes(DocumentNode node, LoadContext context) =>
        EquatableList.From(context.NamedTexts(node, "types")
            .Select(pair => context.Choice<FieldKind>(pair.Text, pair.Name.Text) is { } kind ? new FieldType(pair.Name, kind) : null)
            .OfType<FieldType>());
}
