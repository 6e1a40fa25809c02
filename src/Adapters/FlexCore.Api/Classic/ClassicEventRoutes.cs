using System.Globalization;
using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Events;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Api.Classic;

/// <summary>The event store as its classic service had it. <c>/events/stream</c> with an aggregate id is served by <see cref="EventStreamRoutes"/>, whose path it shares.</summary>
/// <param name="store">The streams.</param>
/// <param name="reader">Reads for these routes.</param>
/// <param name="travel">States and snapshots.</param>
/// <param name="search">Counts.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="node">Where the data is.</param>
/// <param name="context">The largest body and the clock.</param>
internal sealed class ClassicEventRoutes(
    IEventStore store, ClassicEventStore reader, ITimeTravel travel, IEventSearch search, JsonBody bodies, INode node, ClassicContext context) : IRouteSet
{
    private const string InvalidRequest = "Invalid request format";
    private const string Kind = EventStreamDecider.Kind;

    private static readonly IReadOnlyList<RouteParameter> OfAggregate = [RouteParameter.Query("aggregate_id", "The stream's name.")];

    private static readonly BodyShape Shape = new(
    [
        new BodyField("aggregate_id", BodyFieldKind.Text, "The stream's name.") { Required = true },
        new BodyField("aggregate_type", BodyFieldKind.Text, "What the stream is about."),
        new BodyField("event_type", BodyFieldKind.Text, "What happened.") { Required = true },
        new BodyField("event_data", BodyFieldKind.Object, "The event itself. The default is empty."),
        new BodyField("metadata", BodyFieldKind.Object, "What is known beside it."),
    ]);

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/events/append", AnswerStyle.Text, "Appends one event to a stream. Answers after it is durable.", AppendAsync)
        {
            Request = RouteBody.Of("The event.", Shape), Response = RouteBody.Json("aggregate_id, created_at, event_id, message, success, version."), Problems = ["bad-field", "bad-event"],
        },
        new("GET", "/events/by-type", AnswerStyle.Text, "The newest 1,000 events of a type.", ByTypeAsync)
        {
            Parameters = [RouteParameter.Query("event_type", "The type.")], Response = RouteBody.Json("event_type, events, retrieved_at, total_events."), Problems = ["bad-query"],
        },
        Create("POST"),
        Create("GET"),
        new("GET", "/snapshots/get", AnswerStyle.Text, "The newest kept state of a stream.", SnapshotAsync)
        {
            Parameters = OfAggregate, Response = RouteBody.Json("aggregate_id, aggregate_type, version, data, created_at."), Problems = ["bad-query", "snapshot-not-found"],
        },
        new("GET", "/replay", AnswerStyle.Text, "The state of a stream at a version.", ReplayAsync)
        {
            Parameters = [.. OfAggregate, RouteParameter.Query("to_version", "The version; all events when it is missing, not positive or no number.")],
            Response = RouteBody.Json("aggregate_id, events_replayed, final_state, replayed_at, target_version."),
            Problems = ["bad-query", "stream-not-found"],
        },
        new("GET", "/stats", AnswerStyle.Text, "What the event store holds.", StatsAsync)
        {
            Response = RouteBody.Json("database_path, event_store_stats (event_types, total_aggregates, total_events, total_snapshots), retrieved_at."),
        },
    ];

    private ApiRoute Create(string method) => new(method, "/snapshots/create", AnswerStyle.Text, "Keeps the newest state of a stream.", CreateAsync)
    {
        Parameters = OfAggregate,
        Response = RouteBody.Json("aggregate_id, created_at, events_replayed, snapshot_created, snapshot_data, version."),
        Problems = ["bad-query", "stream-not-found"],
    };

    private async Task AppendAsync(ApiExchange exchange)
    {
        var values = await ReadAsync(exchange);
        var appended = new StreamEvent(values.Text("event_type") ?? "", 1, EventBody.Line(values.Find("event_data")) ?? "{}")
        {
            Metadata = EventBody.Line(values.Find("metadata")),
            AggregateType = values.Text("aggregate_type") is { Length: > 0 } about ? about : null,
        };
        var stream = values.Text("aggregate_id") ?? "";
        var append = new EventAppend(exchange.Security, stream, null, [appended], exchange.CorrelationId) { IdempotencyKey = exchange.IdempotencyKey, RequestHash = exchange.RequestHash };
        var reply = await store.AppendAsync(append, CancellationToken.None);
        ClassicEventStore.Require(reply.Refusal);
        var read = await store.ReadAsync(exchange.Security, new EventRead(stream) { From = reply.LastVersion, Limit = 1 }, exchange.Aborted);
        var recorded = read.Events[0];
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("aggregate_id", stream);
            json.WriteString("created_at", recorded.At);
            json.WriteString("event_id", recorded.Id);
            json.WriteString("message", "Event appended successfully");
            json.WriteBoolean("success", value: true);
            json.WriteNumber("version", recorded.Stored.Version);
        });
    }

    // The classic service said one sentence, whatever was wrong with the body.
    private async Task<BodyValues> ReadAsync(ApiExchange exchange)
    {
        try
        {
            return Shape.Check(bodies.Parse(await bodies.ReadTextAsync(exchange, context.Options.BodyBytesMax)));
        }
        catch (ProblemException wrong) when (ProblemTable.Find(wrong.Problem.Code).Status == 400)
        {
            throw new ProblemException(wrong.Problem with { Detail = InvalidRequest });
        }
    }

    private async Task ByTypeAsync(ApiExchange exchange)
    {
        var type = ClassicEventStore.Required(exchange, "event_type");
        var events = await reader.FindAsync(exchange, type);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("event_type", type);
            ClassicEventStore.Write(json, events);
            json.WriteString("retrieved_at", context.Now);
            json.WriteNumber("total_events", events.Count);
        });
    }

    private async Task CreateAsync(ApiExchange exchange)
    {
        var stream = ClassicEventStore.Required(exchange, "aggregate_id");
        var state = ClassicEventStore.Found(await travel.SnapshotAsync(exchange.Security, Kind, stream, TravelPoint.End, exchange.Aborted));
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("aggregate_id", stream);
            json.WriteString("created_at", context.Now);
            json.WriteNumber("events_replayed", state.Version);
            json.WriteBoolean("snapshot_created", value: true);
            WriteState(json, "snapshot_data", state.State);
            json.WriteNumber("version", state.Version);
        });
    }

    private async Task SnapshotAsync(ApiExchange exchange)
    {
        var stream = ClassicEventStore.Required(exchange, "aggregate_id");
        var list = await travel.ListAsync(exchange.Security, Kind, stream, 1, exchange.Aborted);
        ClassicEventStore.Require(list.Refusal);
        if (list.Required is not [var kept, ..])
        {
            throw new ProblemException("snapshot-not-found", "Snapshot not found");
        }

        var at = ClassicEventStore.Found(await travel.StateAsync(exchange.Security, Kind, stream, new TravelPoint(kept.Version, null), exchange.Aborted));
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("aggregate_id", stream);
            json.WriteString("aggregate_type", at.AggregateType ?? "");
            json.WriteNumber("version", kept.Version);
            WriteState(json, "data", kept.State);
            json.WriteString("created_at", kept.CreatedAt);
        });
    }

    private async Task ReplayAsync(ApiExchange exchange)
    {
        var stream = ClassicEventStore.Required(exchange, "aggregate_id");
        var wanted = long.TryParse(exchange.Http.Request.Query["to_version"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version : -1;
        var reply = await travel.StateAsync(exchange.Security, Kind, stream, wanted > 0 ? new TravelPoint(wanted, null) : TravelPoint.End, exchange.Aborted);
        if (reply.Refusal is { Code: "version-not-found" })
        {
            // The classic service replayed what there is.
            reply = await travel.StateAsync(exchange.Security, Kind, stream, TravelPoint.End, exchange.Aborted);
        }

        var state = ClassicEventStore.Found(reply);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("aggregate_id", stream);
            json.WriteNumber("events_replayed", state.Version);
            WriteState(json, "final_state", state.State);
            json.WriteString("replayed_at", context.Now);
            json.WriteNumber("target_version", wanted);
        });
    }

    private async Task StatsAsync(ApiExchange exchange)
    {
        var reply = await search.CountAsync(exchange.Security, exchange.Aborted);
        ClassicEventStore.Require(reply.Refusal);
        var types = reply.Required.Types.Where(static type => type.Kind == Kind).ToList();
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("database_path", node.DataFolder);
            json.WriteStartObject("event_store_stats");
            json.WriteStartObject("event_types");
            foreach (var type in types)
            {
                json.WriteNumber(type.Type, type.Events);
            }

            json.WriteEndObject();
            json.WriteNumber("total_aggregates", reply.Required.Streams);
            json.WriteNumber("total_events", types.Sum(static type => type.Events));
            json.WriteNumber("total_snapshots", reply.Required.Snapshots);
            json.WriteEndObject();
            json.WriteString("retrieved_at", context.Now);
        });
    }

    private static void WriteState(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> state)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(state.Span);
    }
}
