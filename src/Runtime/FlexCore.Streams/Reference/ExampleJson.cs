using System.Text.Json.Nodes;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Reference;

/// <summary>Turns YAML into JSON as editors see it: plain numbers, booleans and nulls are such, everything else is text.</summary>
internal static class ExampleJson
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
    public static JsonNode? Of(DocumentNode node) => JsonNode.Parse(NodeJson.Write(node));
}
