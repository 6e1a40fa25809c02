using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.V1;

/// <summary>The routes that take records.</summary>
/// <param name="ingress">Which topic a stream reads.</param>
/// <param name="records">Takes records.</param>
internal sealed class IngestRoutes(IngressTopics ingress, RecordsHandler records) : IRouteSet
{
    /// <summary>What a request of records may hold.</summary>
    public static RouteBody RecordsBody { get; } = new(
        "One JSON value, a JSON array of records, or one JSON value per line; each also with Content-Encoding: gzip.", "application/json", "application/x-ndjson");

    /// <summary>The answer to records.</summary>
    public static RouteBody Receipt { get; } = RouteBody.Json("All records of the request are durable.", ApiJson.Default.AppendReceipt);

    /// <summary>The headers of requests with records.</summary>
    public static IReadOnlyList<RouteParameter> Headers { get; } =
    [
        RouteParameter.Header("Idempotency-Key", "The same key with the same records gets the same answer and appends nothing; with other records it is refused. At most 128 printable ASCII characters."),
    ];

    /// <summary>The problems of requests with records.</summary>
    public static IReadOnlyList<string> Problems { get; } =
    [
        "malformed-json", "malformed-gzip", "not-utf8", "no-records", "bad-records", "body-too-large", "record-too-large", "too-many-records", "inflated-too-large",
        "append-too-large", "unsupported-media-type", "unsupported-encoding", "idempotency-key-reused", "overloaded", "backlog-full", "outcome-unknown",
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/api/v1/streams/{name}/records", AnswerStyle.Problem, "Takes records into the topic that the stream reads. Answers after they are durable, all or none.", TakeAsync)
        {
            Status = StatusCodes.Status202Accepted,
            Request = RecordsBody,
            Response = Receipt,
            Parameters = Headers,
            Problems = ["stream-not-found", "no-topic", .. Problems],
        },
    ];

    private Task TakeAsync(ApiExchange exchange) =>
        ingress.Known(exchange.Security, exchange.Route("name")) is { } topic ? records.TakeAsync(exchange, topic) : AskAsync(exchange);

    private async Task AskAsync(ApiExchange exchange)
    {
        var (topic, refusal) = await ingress.FindAsync(exchange, exchange.Route("name"));
        await (topic is null ? exchange.RefuseAsync(JsonAnswer.Refused(refusal)) : records.TakeAsync(exchange, topic));
    }
}
