using System.Buffers;
using System.Text.Json;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;

namespace FlexCore.Api.OpenApi;

/// <summary>Writes the OpenAPI 3.1 document from the route table, so that it cannot say anything that is not served.</summary>
internal static class OpenApiDocument
{
    private const string ProblemSchema = "#/components/schemas/Problem";

    /// <summary>The document as UTF-8 JSON.</summary>
    /// <param name="table">The routes.</param>
    /// <param name="version">The program's version.</param>
    public static byte[] Write(RouteTable table, string version)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("openapi", "3.1.0");
            json.WriteStartObject("info");
            json.WriteString("title", "FlexCore");
            json.WriteString("version", version);
            json.WriteString("description", "The HTTP API of a FlexCore node. Errors of /api/v1 are RFC 9457 problems; those of the classic routes are one line of text.");
            json.WriteEndObject();
            json.WriteStartObject("paths");
            foreach (var path in table.Routes.GroupBy(route => route.Pattern, StringComparer.Ordinal))
            {
                json.WriteStartObject(path.Key);
                foreach (var route in path)
                {
                    WriteOperation(json, route);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            WriteComponents(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteOperation(Utf8JsonWriter json, ApiRoute route)
    {
        json.WriteStartObject(route.Method.ToLowerInvariant());
        json.WriteString("operationId", RouteNames.OperationOf(route));
        json.WriteString("summary", route.Summary);
        json.WriteStartArray("tags");
        json.WriteStringValue(route.Area);
        json.WriteEndArray();
        WriteParameters(json, route);
        if (route.Request is { } request)
        {
            json.WriteStartObject("requestBody");
            json.WriteString("description", request.Description);
            SchemaWriter.WriteContent(json, request);
            json.WriteEndObject();
        }

        json.WriteStartObject("responses");
        json.WriteStartObject(route.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("description", route.Response?.Description ?? "Done.");
        if (route.Response is { } response)
        {
            SchemaWriter.WriteContent(json, response);
        }

        json.WriteEndObject();
        foreach (var status in RouteNames.ProblemsOf(route))
        {
            WriteProblem(json, route, status);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter json, ApiRoute route, IGrouping<int, ProblemEntry> status)
    {
        json.WriteStartObject(status.Key.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("description", string.Join(", ", status.Select(entry => entry.Code)));
        json.WriteStartObject("content");
        json.WriteStartObject(route.Style == AnswerStyle.Text ? "text/plain" : ProblemWriter.ContentType);
        json.WriteStartObject("schema");
        json.WriteString(route.Style == AnswerStyle.Text ? "type" : "$ref", route.Style == AnswerStyle.Text ? "string" : ProblemSchema);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, ApiRoute route)
    {
        json.WriteStartArray("parameters");
        foreach (var name in RouteNames.PathParametersOf(route))
        {
            WriteParameter(json, name, "path", RouteNames.DescribePath(name), "string");
        }

        foreach (var parameter in route.Parameters)
        {
            WriteParameter(json, parameter.Name, parameter.In, parameter.Description, parameter.Type);
        }

        json.WriteEndArray();
    }

    private static void WriteParameter(Utf8JsonWriter json, string name, string place, string description, string type)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("in", place);
        json.WriteString("description", description);
        json.WriteBoolean("required", place == "path");
        json.WriteStartObject("schema");
        json.WriteString("type", type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components");
        json.WriteStartObject("schemas");
        json.WriteStartObject("Problem");
        json.WriteString("type", "object");
        json.WriteString("description", "Why a request was not done (RFC 9457).");
        json.WriteStartArray("required");
        foreach (var name in new[] { "type", "title", "status", "detail", "code", "correlationId" })
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartObject("properties");
        foreach (var (name, type, description) in ProblemMembers.All)
        {
            json.WriteStartObject(name);
            json.WriteString("type", type);
            json.WriteString("description", description);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
