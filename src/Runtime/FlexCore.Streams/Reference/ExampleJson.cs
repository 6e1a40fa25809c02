using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Reference;

/// <summary>Turns YAML into JSON as editors see it: plain numbers, booleans and nulls are such, everything else is text.</summary>
internal static partial class ExampleJson
{
    /// <summary>The value of a one-key example: <c>batch: { size: 100 }</c> gives <c>{ "size": 100 }</c>.</summary>
    /// <param name="yaml">The example.</param>
    public static JsonNode? ValueOf(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        return DocumentReader.Read(yaml, diagnostics) is MappingNode { Entries: [var only] }
            ? Of(only.Value)
            : throw new InvalidOperationException($"The example '{yaml}' is not one key with a value. {string.Join(' ', diagnostics.Items)}");
    }

    /// <summary>A node as JSON.</summary>
    /// <param name="node">The node.</param>
    public static JsonNode? Of(DocumentNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Of(entry.Value)))),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(Of)]),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsPlain: true, Text.Text: "true" or "false" } flag => JsonValue.Create(flag.Text.Text == "true"),
        ScalarNode { IsPlain: true } number when Number().IsMatch(number.Text.Text) => ToNumber(number.Text.Text),
        ScalarNode scalar => JsonValue.Create(scalar.Text.Text),
        _ => throw new InvalidOperationException($"There is no JSON for {node.Description}."),
    };

    private static JsonValue ToNumber(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        ? JsonValue.Create(whole)
        : JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
