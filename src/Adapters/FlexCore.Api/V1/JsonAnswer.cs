using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>Writes answers of the modern API.</summary>
internal static class JsonAnswer
{
    private const int RetrySeconds = 1;

    /// <summary>Answers with a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="exchange">The request.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="status">The status.</param>
    public static Task WriteAsync<T>(ApiExchange exchange, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var response = exchange.Http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(body, exchange.Aborted).AsTask();
    }

    /// <summary>Answers with a use case's reply: its value, or its refusal.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <typeparam name="TShown">The shape it is shown in.</typeparam>
    /// <param name="exchange">The request.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="show">Gives the value its shape.</param>
    /// <param name="type">How the shape is written.</param>
    /// <param name="status">The status of a value.</param>
    public static Task ReplyAsync<T, TShown>(ApiExchange exchange, NodeReply<T> reply, Func<T, TShown> show, JsonTypeInfo<TShown> type, int status = StatusCodes.Status200OK)
        where T : class => reply.Value is { } value
            ? WriteAsync(exchange, show(value), type, status)
            : exchange.RefuseAsync(Refused(reply.Refusal, reply.Findings));

    /// <summary>The problem of a refusal. What is full or stopping has a time to try again.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="findings">The mistakes of a document.</param>
    public static Problem Refused(Refusal? refusal, IReadOnlyList<DocumentFinding>? findings = null)
    {
        var code = refusal?.Code ?? ProblemCodes.Refused;
        return new Problem(code, refusal?.Message ?? "The request was refused.")
        {
            RetryAfterSeconds = ProblemTable.Find(code).Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? RetrySeconds : null,
            Diagnostics = findings is { Count: > 0 } ? JsonSerializer.SerializeToUtf8Bytes(findings, ApiJson.Default.IReadOnlyListDocumentFinding) : default,
        };
    }
}
