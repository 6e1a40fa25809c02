using FlexCore.Api.Bodies;
using FlexCore.Api.Ingest;
using FlexCore.Api.Limits;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.EventTransfer;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>Takes events out of a store as lines of JSON, and brings them in.</summary>
/// <param name="export">Takes them out.</param>
/// <param name="import">Brings them in.</param>
/// <param name="bodies">Reads files.</param>
/// <param name="options">The largest file of one request.</param>
internal sealed class EventTransferRoutes(IEventExport export, IEventImport import, JsonBody bodies, ApiOptions options) : IRouteSet
{
    private const string EveryKind = "all";

    private static readonly IReadOnlyList<RouteParameter> Exporting =
    [
        RouteParameter.Query("kind", "The kind of entity whose events are exported, or all. The default is event-stream: the streams of users, which can be imported."),
        .. EventQuery.Parameters.Where(static parameter => parameter.Name != "kind"),
        RouteParameter.Query("after", "Only events behind this cursor, as an export's mark or last line gave it."),
        RouteParameter.Query("until", "Only events up to this cursor: until of the first line of an export that was cut off. The default is where the store stands now."),
    ];

    private static readonly IReadOnlyList<RouteParameter> Importing = [RouteParameter.Query("dryRun", "true to check everything and write nothing. The default is false.")];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/events/export", AnswerStyle.Problem, "Exports events as NDJSON: a header, the events, marks to go on from, and a last line with count and hash. A consistent cut of a store that is being written.", ExportAsync)
        {
            Parameters = Exporting, Response = new RouteBody("The export. Without its last line, which begins with {\"end\", it is cut off.", MediaTypes.Ndjson), Problems = ["bad-cursor"],
        },
        new("POST", "/api/v1/events/import", AnswerStyle.Problem, "Imports an export, or a piece of one. It is proven before anything is written. What is there already is passed, so it may be sent again.", ImportAsync)
        {
            Parameters = Importing,
            Request = new RouteBody("The export. One that is larger than flexcore.api.body-bytes-max is sent in pieces by flexcore event import.", MediaTypes.Ndjson),
            Response = RouteBody.Json("How many events were imported, were there already, or belong to the system's own entities.", ApiJson.Default.ImportReport),
            Problems = ["damaged-export", "import-conflict", "import-gap", "bad-event"],
        },
    ];

    private async Task ExportAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Exporting);
        var filter = EventQuery.FilterOf(exchange);
        filter = filter with { Kind = filter.Kind == EveryKind ? null : filter.Kind ?? EventStreamDecider.Kind };
        var reply = await export.OpenAsync(exchange.Security, new ExportRequest(filter) { After = Cursor(exchange, "after"), Until = Cursor(exchange, "until") }, exchange.Aborted);
        if (reply.Value is not { } run)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return;
        }

        var response = exchange.Http.Response;
        response.ContentType = MediaTypes.Ndjson;
        response.Headers.CacheControl = "no-store";
        await foreach (var lines in run.ReadAsync(exchange.Aborted))
        {
            await response.BodyWriter.WriteAsync(lines, exchange.Aborted);
        }
    }

    private async Task ImportAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, Importing);
        var isDryRun = PageReader.Choice(exchange, "dryRun", "false", "true") == "true";
        var contentType = exchange.Http.Request.ContentType;
        if (!MediaTypes.IsNdjson(contentType))
        {
            throw MediaTypes.Unsupported(contentType, MediaTypes.Ndjson);
        }

        var file = await bodies.ReadTextAsync(exchange, options.BodyBytesMax);
        var reply = await import.ImportAsync(new ImportRequest(exchange.Security, file, exchange.CorrelationId) { DryRun = isDryRun }, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, static report => report, ApiJson.Default.ImportReport);
    }

    private static string? Cursor(ApiExchange exchange, string name) => exchange.Http.Request.Query[name].ToString() is { Length: > 0 } cursor ? cursor : null;
}
