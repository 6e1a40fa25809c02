using System.Text;
using System.Text.Json;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Classic;

/// <summary>What classic commands and queries are called on the buses, and their content there. Pure.</summary>
internal static class ClassicMessages
{
    /// <summary>The query that reads a document of a read model.</summary>
    public const string ReadModelQuery = "read-models.get";

    private const string NoPlugins = "This version runs no plugins";

    /// <summary>The command on the bus and its body.</summary>
    /// <param name="command">The classic command.</param>
    /// <returns>Name and body; the name is null when nothing can do it, and the body then says why.</returns>
    /// <exception cref="ProblemException">Something is missing.</exception>
    public static (string? Name, byte[] Body) OfCommand(ClassicCommand command) => command.Type switch
    {
        "CreatePipeline" => ("pipelines.create", Creation(command)),
        "StartPipeline" => ("pipelines.activate", Json(json => json.WriteString("pipeline", Require(command.AggregateId, "aggregate_id", command.Type)))),
        "LoadPlugin" => (null, Encoding.UTF8.GetBytes($"{NoPlugins}, so '{command.Text("plugin_name") ?? command.AggregateId}' was not loaded. Use a built-in operator or one of the host's own.")),
        var other => (other, command.Payload is { } payload ? Encoding.UTF8.GetBytes(payload.GetRawText()) : []),
    };

    /// <summary>The query on the bus and its body.</summary>
    /// <param name="type">The classic query's type.</param>
    /// <param name="parameters">Its parameters: an object, or nothing.</param>
    /// <param name="pagination">Which part: an object, or nothing.</param>
    /// <returns>Name and body; the name is null when nothing can answer it, and the body then says why.</returns>
    /// <exception cref="ProblemException">A parameter is missing.</exception>
    public static (string? Name, byte[] Body) OfQuery(string type, JsonElement? parameters, JsonElement? pagination) => type switch
    {
        "GetPipeline" => ("pipelines.get", Json(json => json.WriteString("pipeline", Text(parameters, "pipeline_id", type)))),
        "ListPipelines" => ("pipelines.list", Json(json =>
        {
            Number(json, "limit", parameters, pagination, "limit", "page_size");
            Number(json, "offset", parameters, pagination, "offset");
        })),
        "GetPlugin" => (null, Encoding.UTF8.GetBytes($"{NoPlugins}, so there is nothing to tell of '{Text(parameters, "plugin_name", type)}'.")),
        "GetWorkflowHistory" => ReadModel("workflow_history", Text(parameters, "workflow_id", type)),
        "GetPerformanceMetrics" => ReadModel("performance_metrics", Text(parameters, "aggregate_id", type)),
        var other => (other, parameters is { } given ? Encoding.UTF8.GetBytes(given.GetRawText()) : []),
    };

    private static (string Name, byte[] Body) ReadModel(string model, string key) => (ReadModelQuery, Json(json =>
    {
        json.WriteString("model", model);
        json.WriteString("key", key);
    }));

    // The document is the payload's own, or the payload itself under the aggregate's id: classic clients described pipelines by name and steps.
    private static byte[] Creation(ClassicCommand command)
    {
        if (command.Payload is not { } payload)
        {
            throw Missing("payload", command.Type, "an object with name and steps, or with document");
        }

        var document = payload.TryGetProperty("document", out var given)
            ? given.ValueKind == JsonValueKind.String ? given.GetString() ?? "" : given.GetRawText()
            : Encoding.UTF8.GetString(Json(json => WriteDocument(json, payload, command.AggregateId)));
        return Json(json =>
        {
            json.WriteString("document", document);
            if (command.Text("name") is { } name)
            {
                json.WriteString("name", name);
            }
        });
    }

    private static void WriteDocument(Utf8JsonWriter json, JsonElement payload, string aggregateId)
    {
        if (aggregateId.Length > 0)
        {
            json.WriteString("name", aggregateId);
        }

        foreach (var member in payload.EnumerateObject().Where(member => aggregateId.Length == 0 || member.Name != "name"))
        {
            member.WriteTo(json);
        }
    }

    private static void Number(Utf8JsonWriter json, string name, JsonElement? parameters, JsonElement? pagination, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            foreach (var source in new[] { parameters, pagination })
            {
                if (source is { } given && given.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null)
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                    return;
                }
            }
        }
    }

    private static string Text(JsonElement? parameters, string name, string type) =>
        parameters is { } given && given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Missing(name, type);

    private static string Require(string value, string name, string type) => value.Length > 0 ? value : throw Missing(name, type);

    private static ProblemException Missing(string name, string type, string kind = "a text that is not empty") =>
        new(new Problem(ProblemCodes.BadField, $"{name} is missing: {type} needs it as {kind}.") { Field = name });

    private static byte[] Json(Action<Utf8JsonWriter> write) => ClassicJson.Encode(write)[..^1];
}
