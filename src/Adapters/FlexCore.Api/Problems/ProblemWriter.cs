using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Problems;

/// <summary>Writes problems: RFC 9457 JSON, or one line of text on classic routes.</summary>
internal static class ProblemWriter
{
    /// <summary>The start of every problem's type; the code follows.</summary>
    public const string TypePrefix = "urn:flexcore:problem:";

    /// <summary>The content type of RFC 9457.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The header in which a client may name the chain of work itself; it comes back with the answer.</summary>
    public const string CorrelationHeader = "X-Correlation-Id";

    // People read problems in terminals: only what JSON itself needs is escaped. They are never part of a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with problem+json.</summary>
    /// <param name="response">Not yet started.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="correlationId">Names the request in logs and events.</param>
    public static Task WriteJsonAsync(HttpResponse response, Problem problem, string correlationId)
    {
        var entry = Begin(response, problem, ContentType);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            WriteMembers(json, entry, problem, correlationId);
        }

        return EndAsync(response, buffer.WrittenMemory);
    }

    /// <summary>Answers as the classic services did: the sentence and a line feed.</summary>
    /// <param name="response">Not yet started.</param>
    /// <param name="problem">What is wrong.</param>
    public static Task WriteTextAsync(HttpResponse response, Problem problem)
    {
        Begin(response, problem, "text/plain; charset=utf-8");
        return EndAsync(response, System.Text.Encoding.UTF8.GetBytes(problem.Detail + "\n"));
    }

    private static ProblemEntry Begin(HttpResponse response, Problem problem, string contentType)
    {
        var entry = ProblemTable.Find(problem.Code);
        var correlation = response.Headers[CorrelationHeader];
        response.Clear();
        if (correlation.Count > 0)
        {
            response.Headers[CorrelationHeader] = correlation;
        }

        response.StatusCode = entry.Status;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        if (problem.Code == ProblemCodes.BodyTooLarge)
        {
            // The rest of the body is not read, so the connection cannot carry another request; saying so keeps clients from trying.
            response.Headers.Connection = "close";
        }

        if (problem.Code == ProblemCodes.UnsupportedEncoding)
        {
            response.Headers.AcceptEncoding = "gzip, identity";
        }

        return entry;
    }

    private static Task EndAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }

    private static void WriteMembers(Utf8JsonWriter json, ProblemEntry entry, Problem problem, string correlationId)
    {
        json.WriteStartObject();
        json.WriteString("type", TypePrefix + problem.Code);
        json.WriteString("title", entry.Title);
        json.WriteNumber("status", entry.Status);
        json.WriteString("detail", problem.Detail);
        json.WriteString("code", problem.Code);
        json.WriteString("correlationId", correlationId);
        if (problem.Field is { } field)
        {
            json.WriteString("field", field);
        }

        WriteNumber(json, "record", problem.Record);
        WriteNumber(json, "line", problem.Line);
        WriteNumber(json, "column", problem.Column);
        WriteNumber(json, "retryAfter", problem.RetryAfterSeconds);
        if (!problem.Diagnostics.IsEmpty)
        {
            json.WritePropertyName("diagnostics");
            json.WriteRawValue(problem.Diagnostics.Span);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
