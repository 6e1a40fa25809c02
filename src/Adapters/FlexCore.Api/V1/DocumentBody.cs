using System.Text;
using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Ingest;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;

namespace FlexCore.Api.V1;

/// <summary>A pipeline document that came with a request, and what else came with it.</summary>
/// <param name="Document">The pipeline file's text.</param>
/// <param name="Values">The other members; empty when the body was the document itself.</param>
internal sealed record DocumentBody(string? Document, BodyValues Values)
{
    /// <summary>The content types of requests that hold a document.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } = ["application/json", "application/yaml"];

    /// <summary>The member that holds the document.</summary>
    public static BodyField Field { get; } =
        new("document", BodyFieldKind.Document, "The pipeline file: its text (YAML or JSON), or the JSON document itself as an object.");

    // None of them is a member that may stand beside the document.
    private static readonly string[] PipelineKeys =
        ["source", "steps", "sink", "sinks", "vars", "onError", "deadLetter", "checkpoint", "partitions", "spread", "parallelism", "tests"];

    /// <summary>The document.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public string Require() => Document ?? throw new ProblemException(
        new Problem(
            ProblemCodes.BadField,
            """The field 'document' is missing. Send the pipeline as {"document":"name: …"} with the file's text, as the JSON document itself, or the YAML file with 'Content-Type: application/yaml'.""")
        {
            Field = "document",
        });

    /// <summary>
    /// Reads a body: YAML is the document itself; a JSON object without <c>document</c> and with a key that only pipeline files have, such as <c>source</c>, too; any other
    /// JSON object holds the document under <c>document</c>.
    /// </summary>
    /// <param name="exchange">The request.</param>
    /// <param name="reader">Reads bodies.</param>
    /// <param name="shape">The members of the enclosing object.</param>
    /// <exception cref="ProblemException">The body is neither.</exception>
    public static async Task<DocumentBody> ReadAsync(ApiExchange exchange, JsonBody reader, BodyShape shape)
    {
        var contentType = exchange.Http.Request.ContentType;
        var isYaml = MediaTypes.IsYaml(contentType);
        if (!isYaml && !MediaTypes.IsJson(contentType))
        {
            throw MediaTypes.Unsupported(contentType, "application/yaml with the document, or application/json");
        }

        var text = await reader.ReadTextAsync(exchange);
        if (isYaml)
        {
            return new DocumentBody(Encoding.UTF8.GetString(text.Span), new BodyValues(new Dictionary<string, JsonElement>()));
        }

        var json = reader.Parse(text);
        if (json.ValueKind == JsonValueKind.Object && !json.TryGetProperty(Field.Name, out _) && PipelineKeys.Any(key => json.TryGetProperty(key, out _)))
        {
            return new DocumentBody(Encoding.UTF8.GetString(text.Span), new BodyValues(new Dictionary<string, JsonElement>()));
        }

        var values = shape.Check(json);
        return new DocumentBody(values.Text("document"), values);
    }
}
