namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>lookup</c> steps.</summary>
internal static class LookupStepReader
{
    /// <summary>Reads the step.</summary>
    /// <param name="node">The value of <c>lookup</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static LookupStep? Read(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "lookup", "the lookup step") is not { } reader)
        {
            return null;
        }

        var table = ReadTable(reader);
        var prefix = reader.Text("prefix")?.Text ?? string.Empty;
        var step = new LookupStep(
            table ?? new FileLookupDefinition(string.Empty),
            reader.RequiredNode("key") is { } key ? KeyedStepReader.ReadKeys(key, context) : [],
            reader.RequiredNode("fields") is { } fields ? ReadFields(fields, prefix, context) : [])
        {
            Missing = ReadMissing(reader),
            Refresh = reader.PositiveDuration("refresh"),
        };
        reader.Finish();
        return table is null ? null : step;
    }

    private static LookupTableDefinition? ReadTable(MappingReader reader)
    {
        var file = reader.Text("file");
        var sqlite = reader.Node("sqlite");
        var format = reader.Choice<RecordFormat>("format");
        var types = reader.Node("types");
        if (file is null == sqlite is null)
        {
            reader.Context.Diagnostics.Add(DiagnosticCodes.MissingKey, reader.Mark, "The lookup step needs either 'file' or 'sqlite'.", "For example: file: products.csv");
            return null;
        }

        if (file is not null)
        {
            var table = new FileLookupDefinition(file) { Types = types is null ? [] : ParseStepReader.ReadTypes(types, reader.Context) };
            return format is { } known ? table with { Format = known } : table;
        }

        if ((types?.Mark ?? (format is null ? null : reader.Node("format")?.Mark)) is { } place)
        {
            reader.Context.Diagnostics.Add(DiagnosticCodes.UnknownKey, place, "'format' and 'types' belong to 'file', not to 'sqlite'.", "Remove them.");
        }

        return ReadSqlite(sqlite, reader.Context);
    }

    private static SqliteLookupDefinition? ReadSqlite(DocumentNode? node, LoadContext context)
    {
        if (node is null || context.Mapping(node, "sqlite", "the lookup's sqlite") is not { } reader)
        {
            return null;
        }

        var table = new SqliteLookupDefinition(reader.RequiredText("path"), reader.RequiredText("table"));
        reader.Finish();
        return table;
    }

    // fields: name | [name, price] | { productName: name }
    private static EquatableList<NamedText> ReadFields(DocumentNode node, string prefix, LoadContext context)
    {
        var fields = node is MappingNode
            ? context.NamedTexts(node, "fields")
            : EquatableList.From(context.Texts(node, "fields").Select(column => new NamedText(column, column)));
        return prefix.Length == 0 ? fields : EquatableList.From(fields.Select(field => field with { Name = new DefinitionText(prefix + field.Name, field.Name.Mark) }));
    }

    // YAML's null is the word null here.
    private static LookupMissing ReadMissing(MappingReader reader) =>
        reader.Node("missing") is ScalarNode { IsNull: true, Text.Text: "null" } ? LookupMissing.Null : reader.Choice<LookupMissing>("missing") ?? LookupMissing.Null;
}
