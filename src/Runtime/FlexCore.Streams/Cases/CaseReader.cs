using System.Globalization;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Cases;

/// <summary>Reads one case.</summary>
internal static class CaseReader
{
    private static readonly string[] Expectations = ["output", "outputs", "deadLetters", "errors", "late", "fails"];

    /// <summary>Reads a case and reports its mistakes.</summary>
    /// <param name="reader">The case's mapping.</param>
    public static PipelineCase Read(MappingReader reader)
    {
        var result = new PipelineCase
        {
            Name = reader.RequiredText("name").Text,
            Mark = reader.Mark,
            Variables = ReadVariables(reader),
            Input = ReadInput(reader),
            InputFile = reader.Text("inputFile")?.Text,
            Outputs = ReadOutputs(reader),
            DeadLetters = reader.Node("deadLetters") is { } letters ? Rows(letters, "deadLetters", reader.Context) : null,
            Errors = Number(reader, "errors"),
            Late = Number(reader, "late"),
            Fails = reader.Text("fails")?.Text,
            Ignored = reader.Node("ignore") is { } ignored ? [.. reader.Context.Texts(ignored, "ignore").Select(field => field.Text)] : [],
            Order = reader.Choice<CaseOrder>("order") ?? CaseOrder.Exact,
            Fields = reader.Choice<CaseFields>("fields") ?? CaseFields.All,
        };
        reader.Finish();
        Check(reader, result);
        return result;
    }

    private static void Check(MappingReader reader, PipelineCase result)
    {
        var diagnostics = reader.Context.Diagnostics;
        if (result.Input is null == result.InputFile is null)
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, reader.Mark, $"The case '{result.Name}' needs either 'input' or 'inputFile'.", "input: [ { amount: 3 } ]");
        }

        if (!Expectations.Any(key => reader.Node(key) is not null))
        {
            diagnostics.Add(DiagnosticCodes.MissingKey, reader.Mark, $"The case '{result.Name}' expects nothing, so it cannot fail.", $"Add one of: {string.Join(", ", Expectations)}.");
        }

        if (reader.Node("output") is not null && reader.Node("outputs") is { } outputs)
        {
            diagnostics.Add(DiagnosticCodes.WrongType, outputs.Mark, "'output' and 'outputs' exclude each other.", "Use 'output' for the only sink and 'outputs' for several.");
        }
    }

    private static Dictionary<string, string> ReadVariables(MappingReader reader) => reader.Node("vars") is { } vars
        ? reader.Context.NamedTexts(vars, "vars").ToDictionary(pair => pair.Name.Text, pair => pair.Text.Text, StringComparer.Ordinal)
        : [];

    private static string? ReadInput(MappingReader reader) => reader.Node("input") switch
    {
        null => null,
        SequenceNode { Items: var items } => string.Concat(items.Select(item => Line(item) + "\n")),
        ScalarNode { IsNull: false } text => text.Text.Text,
        var node => Wrong(reader, node),
    };

    private static string Line(DocumentNode item) => item is ScalarNode { IsNull: false } text ? text.Text.Text : NodeJson.Write(item);

    private static string? Wrong(MappingReader reader, DocumentNode node)
    {
        reader.Context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'input' must be a text, a list of lines or a list of records, not {node.Description}.");
        return null;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadOutputs(MappingReader reader)
    {
        var outputs = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (reader.Node("output") is { } only)
        {
            outputs[string.Empty] = Rows(only, "output", reader.Context);
        }

        switch (reader.Node("outputs"))
        {
            case null:
                break;
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    outputs[entry.Key.Text] = Rows(entry.Value, entry.Key.Text, reader.Context);
                }

                break;
            case var node:
                reader.Context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'outputs' must name each sink with its records, not be {node.Description}.", "outputs: { out.ndjson: [ { amount: 3 } ] }");
                break;
        }

        return outputs;
    }

    private static List<string> Rows(DocumentNode node, string what, LoadContext context)
    {
        var rows = new List<string>();
        if (node is not SequenceNode { Items: var items })
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'{what}' must be a list of records, not {node.Description}.", "Write [] when none may come.");
            return rows;
        }

        foreach (var item in items)
        {
            if (item is MappingNode)
            {
                rows.Add(NodeJson.Write(item));
            }
            else
            {
                context.Diagnostics.Add(DiagnosticCodes.WrongType, item.Mark, $"A record of '{what}' must be a mapping, not {item.Description}.");
            }
        }

        return rows;
    }

    private static int? Number(MappingReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        reader.Context.Diagnostics.Add(DiagnosticCodes.InvalidValue, text.Mark, $"'{key}' must be a whole number from 0, not '{text}'.");
        return null;
    }
}
