using System.Text.Json;
using System.Text.Unicode;
using FlexCore.Api.Ingest;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Bodies;

/// <summary>Reads small bodies: documents and objects, not records.</summary>
/// <param name="options">The bounds.</param>
internal sealed class JsonBody(ApiOptions options)
{
    /// <summary>Reads an object.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="shape">The members it may have.</param>
    /// <exception cref="ProblemException">It is not such an object.</exception>
    public async Task<BodyValues> ReadAsync(ApiExchange exchange, BodyShape shape)
    {
        var contentType = exchange.Http.Request.ContentType;
        if (!HasBody(exchange.Http.Request) && shape.Fields.All(field => !field.Required))
        {
            return new BodyValues(new Dictionary<string, JsonElement>());
        }

        if (!MediaTypes.IsJson(contentType))
        {
            throw MediaTypes.Unsupported(contentType, "application/json");
        }

        return shape.Check(Parse(await ReadTextAsync(exchange)));
    }

    /// <summary>Reads the body as the text of JSON, which its content type must say.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="bytesMax">The most bytes.</param>
    /// <exception cref="ProblemException">It is of another type, too large, not UTF-8 or not gzip.</exception>
    public Task<ReadOnlyMemory<byte>> ReadJsonAsync(ApiExchange exchange, int bytesMax)
    {
        var contentType = exchange.Http.Request.ContentType;
        return MediaTypes.IsJson(contentType) ? ReadTextAsync(exchange, bytesMax) : throw MediaTypes.Unsupported(contentType, MediaTypes.Json);
    }

    /// <summary>Reads the body as text.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="bytesMax">The most bytes; the bound of documents when not given.</param>
    /// <exception cref="ProblemException">It is too large, not UTF-8 or not gzip.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadTextAsync(ApiExchange exchange, int? bytesMax = null)
    {
        var most = bytesMax ?? options.DocumentBytesMax;
        var gzip = MediaTypes.IsGzip(exchange.Http.Request);
        var bytes = await BodyReader.ReadAsync(exchange.Http.Request, most, exchange.Aborted);
        if (gzip)
        {
            bytes = GzipBody.Inflate(bytes, options);
        }

        var text = bytes.Span.ToArray();
        bytes.Return();
        if (text.Length > most)
        {
            throw new ProblemException(ProblemCodes.InflatedTooLarge, $"The body inflates to more than the {most} bytes that this route takes. Send less.");
        }

        exchange.NoteBody(text);
        return Utf8.IsValid(text) ? text : throw new ProblemException(ProblemCodes.NotUtf8, "The body is not valid UTF-8. Send it as UTF-8.");
    }

    /// <summary>Parses a body.</summary>
    /// <param name="text">The body.</param>
    /// <exception cref="ProblemException">It is not JSON.</exception>
    public JsonElement Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = options.JsonDepthMax });
            RequireText(text.Span, options.JsonDepthMax);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new ProblemException(JsonMistake.Of(error, options.JsonDepthMax));
        }
    }

    // An escaped half of a surrogate pair is valid JSON but no text: nothing could keep it as it came.
    private static void RequireText(ReadOnlySpan<byte> json, int depthMax)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depthMax });
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new ProblemException(ProblemCodes.NotUtf8, $"The string at byte {reader.TokenStartIndex + 1} of the body has half of a surrogate pair. Send whole characters.");
            }
        }
    }

    /// <summary>Whether a request comes with a body.</summary>
    /// <param name="request">The request.</param>
    public static bool HasBody(HttpRequest request) => request.ContentLength > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);
}
