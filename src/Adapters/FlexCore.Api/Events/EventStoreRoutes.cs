using FlexCore.Api.Bodies;
using FlexCore.Api.Limits;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.EventStreams;
using FlexCore.Domain.EventStreams;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Events;

/// <summary>The routes of event streams: append, read, list. The streams of the system's own entities are read under their kind.</summary>
/// <param name="store">The streams.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="pages">Reads query parameters.</param>
/// <param name="options">The largest body and page.</param>
internal sealed class EventStoreRoutes(IEventStore store, JsonBody bodies, PageReader pages, ApiOptions options) : IRouteSet
{
    private const string Root = "/api/v1/events/streams";
    private const string One = Root + "/{name}";
    private const int LimitDefault = 100;

    /// <summary>The kind of entity that a stream belongs to.</summary>
    public static readonly RouteParameter Kind = RouteParameter.Query("kind", "The kind of entity, for example pipeline or data-stream. The default is event-stream: the streams of users.");

    private static readonly IReadOnlyList<RouteParameter> ListParameters =
        [RouteParameter.Query("filter", "Only those whose name contains this text, upper and lower case alike."), .. PageReader.PartParameters, PageReader.After, Kind];

    private static readonly IReadOnlyList<RouteParameter> ReadParameters =
    [
        RouteParameter.Query("from", "The version of the first event wanted. The default is the first one, or the newest one when reading backwards.", "integer"),
        RouteParameter.Query("limit", "The most events to answer, 1 to flexcore.api.page-size-max. The default is 100.", "integer"),
        RouteParameter.Query("direction", "forwards or backwards. The default is forwards."),
        RouteParameter.Query("form", "current or stored: events of declared types as their newest version, or as they are stored. The default is current."),
        Kind,
    ];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", Root, AnswerStyle.Problem, "Lists event streams by name.", ListAsync)
        {
            Parameters = ListParameters, Response = RouteBody.Json("A page of names.", ApiJson.Default.PageString),
        },
        new("POST", One, AnswerStyle.Problem, "Appends events to a stream, all or none. Answers after they are durable. The first event makes the stream.", AppendAsync)
        {
            Status = StatusCodes.Status201Created,
            Request = RouteBody.Of("The events and the expected version.", EventBody.Shape),
            Response = RouteBody.Json("Which versions the events have.", ApiJson.Default.EventReceipt),
            Parameters = [RouteParameter.Header("Idempotency-Key", "The same key again appends nothing and gets the same answer. At most 128 printable ASCII characters.")],
            Problems = ["bad-event", "unknown-event-type", "unknown-event-version", "event-does-not-fit", "wrong-expected-version", "append-too-large", "idempotency-key-reused", "subject-forgotten", ProblemCodes.PersonalDataUnavailable],
        },
        new("GET", One, AnswerStyle.Problem, "Reads events of a stream, oldest or newest first.", ReadAsync)
        {
            Parameters = ReadParameters, Response = RouteBody.Json("events, and next: the version to go on from; absent at the end."),
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        var query = pages.Read(exchange, ListParameters);
        var reply = await store.ListAsync(exchange.Security, KindOf(exchange), query, exchange.Aborted);
        await JsonAnswer.ReplyAsync(exchange, reply, static page => page, ApiJson.Default.PageString);
    }

    private async Task AppendAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        var name = exchange.Route("name");
        var values = EventBody.Shape.Check(bodies.Parse(await bodies.ReadJsonAsync(exchange, options.BodyBytesMax)));
        var append = new EventAppend(exchange.Security, name, EventBody.ExpectedVersion(values), EventBody.Events(values), exchange.CorrelationId)
        {
            CausationId = values.Text("causationId"),
            IdempotencyKey = exchange.IdempotencyKey,
            RequestHash = exchange.RequestHash,
            Personal = EventBody.Personal(values),
        };
        var reply = await store.AppendAsync(append, CancellationToken.None);
        if (reply.Refusal is { } refusal)
        {
            await EventAnswer.RefuseAsync(exchange, refusal);
            return;
        }

        await JsonAnswer.WriteAsync(exchange, new EventReceipt(name, reply.FirstVersion, reply.LastVersion, reply.IsReplay), ApiJson.Default.EventReceipt, StatusCodes.Status201Created);
    }

    private async Task ReadAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, ReadParameters);
        var read = new EventRead(exchange.Route("name"))
        {
            Kind = KindOf(exchange),
            From = PageReader.Number(exchange, "from", 0, 1, long.MaxValue),
            Limit = (int)PageReader.Number(exchange, "limit", Math.Min(LimitDefault, options.PageSizeMax), 1, options.PageSizeMax),
            Backwards = PageReader.Choice(exchange, "direction", "forwards", "backwards") == "backwards",
            AsStored = PageReader.Choice(exchange, "form", "current", "stored") == "stored",
        };
        var slice = await store.ReadAsync(exchange.Security, read, exchange.Aborted);
        if (slice.Refusal is { } refusal)
        {
            await EventAnswer.RefuseAsync(exchange, refusal);
            return;
        }

        await EventAnswer.WriteAsync(exchange, slice.Events, json =>
        {
            if (slice.Next is { } next)
            {
                json.WriteNumber("next", next);
            }
        });
    }

    private static string KindOf(ApiExchange exchange) => exchange.Http.Request.Query["kind"].ToString() is { Length: > 0 } kind ? kind : EventStreamDecider.Kind;
}
