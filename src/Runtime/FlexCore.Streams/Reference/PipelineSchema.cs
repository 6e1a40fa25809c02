using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Reference;

/// <summary>The JSON Schema of pipeline files, made from the tables that the reference page is made from: editors complete, explain and check with it.</summary>
/// <remarks>
/// It knows shapes, not meanings: expressions, field names and what depends on other keys are checked by the compiler only. What the schema refuses, the
/// loader refuses too, except for letter case of words such as <c>JSON</c>, which the loader does not mind.
/// </remarks>
public static class PipelineSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, JSON Schema draft 2020-12, as indented JSON with a line feed at its end.</summary>
    /// <param name="operators">The program's own operators, which are steps too; none by default.</param>
    public static string ToJson(OperatorRegistry? operators = null) => Document(operators ?? OperatorRegistry.Empty).ToJsonString(Indented) + "\n";

    private static JsonObject Document(OperatorRegistry operators)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:flexcore:pipeline:1",
            ["title"] = "FlexCore pipeline",
            ["description"] = PipelineEntry.File.Summary,
        };
        TypeSchema.AddKeys(schema, PipelineEntry.File.Keys);
        schema["oneOf"] = new JsonArray(Require("sink"), Require("sinks"), EndsInBranch());
        schema["$defs"] = new JsonObject
        {
            ["variable"] = TypeSchema.Variable(),
            ["source"] = Kinds("Where records come from.", SourceEntries.All, []),
            ["step"] = Kinds("One step.", [.. StepEntries.All, .. operators.All.Select(UserEntries.Of)], StepEntries.Companions),
            ["sink"] = Kinds("Where records go.", SinkEntries.All, []),
        };
        return schema;
    }

    // One object with all kinds as properties, of which exactly one must be there: editors complete that best.
    private static JsonObject Kinds(string description, IReadOnlyList<ReferenceEntry> entries, IReadOnlyList<ReferenceKey> companions)
    {
        var properties = new JsonObject();
        foreach (var entry in entries)
        {
            var value = TypeSchema.Of(entry.Value);
            value["description"] = entry.Summary;
            if (entry.Examples.Count > 0)
            {
                value["examples"] = new JsonArray([.. entry.Examples.Select(ExampleJson.ValueOf)]);
            }

            properties[entry.Kind] = value;
        }

        foreach (var key in companions)
        {
            properties[key.Name] = TypeSchema.Of(key);
        }

        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
            ["oneOf"] = new JsonArray([.. entries.Select(entry => Require(entry.Kind))]),
        };
        var bare = entries.Where(entry => entry.IsBareAllowed).Select(entry => JsonValue.Create(entry.Kind)).ToArray<JsonNode?>();
        if (bare.Length == 0)
        {
            mapping["description"] = description;
            return mapping;
        }

        return new JsonObject
        {
            ["description"] = description,
            ["anyOf"] = new JsonArray(mapping, new JsonObject { ["enum"] = new JsonArray(bare) }),
        };
    }

    // Without sinks of its own a pipeline needs a branch whose routes have some; whether all of them end so is for the linter to say.
    private static JsonObject EndsInBranch() => new()
    {
        ["required"] = new JsonArray("steps"),
        ["properties"] = new JsonObject { ["steps"] = new JsonObject { ["contains"] = Require("branch") } },
        ["not"] = new JsonObject { ["anyOf"] = new JsonArray(Require("sink"), Require("sinks")) },
    };

    private static JsonObject Require(string key) => new() { ["required"] = new JsonArray(key) };
}
