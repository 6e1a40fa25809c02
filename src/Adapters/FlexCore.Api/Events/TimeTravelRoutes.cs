using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain.EventStreams;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Events;

/// <summary>What entities were like at a point, what changed between two points, and the kept states that make it fast.</summary>
/// <param name="travel">The use cases.</param>
internal sealed class TimeTravelRoutes(ITimeTravel travel) : IRouteSet
{
    private const string One = "/api/v1/events/streams/{name}";
    private const int ListLimit = 1_000;

    private static readonly RouteParameter Version = RouteParameter.Query("version", "Behind the event of this version. The default is the last one.", "integer");
    private static readonly RouteParameter At = RouteParameter.Query("at", "Behind all events before the first one that is later than this instant (RFC 3339, for example 2026-03-01T12:00:00Z).");

    private static readonly IReadOnlyList<RouteParameter> StateParameters = [Version, At, EventStoreRoutes.Kind];

    private static readonly IReadOnlyList<RouteParameter> DiffParameters =
    [
        RouteParameter.Query("from", "The first point: a version or an instant."),
        RouteParameter.Query("to", "The second point: a version or an instant. The default is the end."),
        EventStoreRoutes.Kind,
    ];

    private static readonly string[] StateProblems = ["stream-not-found", "version-not-found", "unknown-kind", ProblemCodes.EventNotReadable];

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", One + "/state", AnswerStyle.Problem, "The state at a version or at an instant: by its decider for the system's entities, the merged data of its events for a user's stream.", StateAsync)
        {
            Parameters = StateParameters, Response = RouteBody.Json("version, at, aggregateType, replayed (events that were applied), state."), Problems = StateProblems,
        },
        new("GET", One + "/diff", AnswerStyle.Problem, "What changed in the state between two points, in the manner of JSON Patch.", DiffAsync)
        {
            Parameters = DiffParameters, Response = RouteBody.Json("from, to (versions), changes (op, path, value, old)."), Problems = StateProblems,
        },
        new("POST", One + "/snapshots", AnswerStyle.Problem, "Keeps the state at a point, so that reads of later points begin there. Reads keep every thousandth by themselves.", KeepAsync)
        {
            Status = StatusCodes.Status201Created, Parameters = StateParameters, Response = RouteBody.Json("version, at, aggregateType, replayed, state."), Problems = StateProblems,
        },
        new("GET", One + "/snapshots", AnswerStyle.Problem, "The kept states of a stream, the newest version first, at most 1,000.", ListAsync)
        {
            Parameters = [EventStoreRoutes.Kind], Response = RouteBody.Json("snapshots (version, shape, at of the newest event, createdAt, bytes)."), Problems = ["unknown-kind"],
        },
    ];

    private Task StateAsync(ApiExchange exchange) => AnswerAsync(exchange, travel.StateAsync, StatusCodes.Status200OK);

    private Task KeepAsync(ApiExchange exchange) => AnswerAsync(exchange, travel.SnapshotAsync, StatusCodes.Status201Created);

    private static async Task AnswerAsync(ApiExchange exchange, TravelCall call, int status)
    {
        PageReader.RequireKnown(exchange, StateParameters);
        var reply = await call(exchange.Security, KindOf(exchange), exchange.Route("name"), PointOf(exchange), exchange.Aborted);
        if (reply.Value is not { } state)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return;
        }

        exchange.Http.Response.StatusCode = status;
        await WriteAsync(exchange, json =>
        {
            json.WriteNumber("version", state.Version);
            json.WriteString("at", state.At);
            if (state.AggregateType is { } about)
            {
                json.WriteString("aggregateType", about);
            }

            json.WriteNumber("replayed", state.Replayed);
            json.WritePropertyName("state");
            json.WriteRawValue(state.State.Span);
        });
    }

    private async Task DiffAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, DiffParameters);
        var from = Point(exchange, "from") ?? throw Bad("from", "The query parameter 'from' is missing. Send a version or an instant.");
        var first = await travel.StateAsync(exchange.Security, KindOf(exchange), exchange.Route("name"), from, exchange.Aborted);
        var second = await travel.StateAsync(exchange.Security, KindOf(exchange), exchange.Route("name"), Point(exchange, "to") ?? TravelPoint.End, exchange.Aborted);
        if (first.Value is not { } before || second.Value is not { } after)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(first.Refusal ?? second.Refusal));
            return;
        }

        await WriteAsync(exchange, json =>
        {
            json.WriteNumber("from", before.Version);
            json.WriteNumber("to", after.Version);
            json.WriteStartArray("changes");
            foreach (var change in StateDiff.Between(before.State, after.State))
            {
                Write(json, change);
            }

            json.WriteEndArray();
        });
    }

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, [EventStoreRoutes.Kind]);
        var reply = await travel.ListAsync(exchange.Security, KindOf(exchange), exchange.Route("name"), ListLimit, exchange.Aborted);
        if (reply.Value is not { } snapshots)
        {
            await exchange.RefuseAsync(JsonAnswer.Refused(reply.Refusal));
            return;
        }

        await WriteAsync(exchange, json =>
        {
            json.WriteStartArray("snapshots");
            foreach (var snapshot in snapshots)
            {
                json.WriteStartObject();
                json.WriteNumber("version", snapshot.Version);
                json.WriteString("shape", snapshot.Shape);
                json.WriteString("at", snapshot.NewestAt);
                json.WriteString("createdAt", snapshot.CreatedAt);
                json.WriteNumber("bytes", snapshot.State.Length);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, StateChange change)
    {
        json.WriteStartObject();
        json.WriteString("op", change.Op);
        json.WriteString("path", change.Path);
        foreach (var (name, value) in new[] { ("value", change.Value), ("old", change.Old) })
        {
            if (value is not null)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value);
            }
        }

        json.WriteEndObject();
    }

    private static Task WriteAsync(ApiExchange exchange, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return EventAnswer.WriteAsync(exchange, buffer.WrittenMemory);
    }

    private static TravelPoint PointOf(ApiExchange exchange)
    {
        var query = exchange.Http.Request.Query;
        return query["version"].ToString().Length > 0 && query["at"].ToString().Length > 0
            ? throw Bad("at", "The query names both a version and an instant. Send one of them.")
            : query["version"].ToString().Length > 0 ? new TravelPoint(PageReader.Number(exchange, "version", 0, 1, long.MaxValue), null)
            : query["at"].ToString() is { Length: > 0 } text ? new TravelPoint(null, Instant("at", text))
            : TravelPoint.End;
    }

    private static TravelPoint? Point(ApiExchange exchange, string name) =>
        exchange.Http.Request.Query[name].ToString() is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? new TravelPoint(version, null)
        : new TravelPoint(null, Instant(name, text));

    private static DateTimeOffset Instant(string name, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : throw Bad(name, $"The query parameter '{name}' is '{Shown.Of(text)}'. Send a version from 1, or an instant such as 2026-03-01T12:00:00Z.");

    private static ProblemException Bad(string name, string detail) => new(new Problem(ProblemCodes.BadQuery, detail) { Field = name });

    private static string KindOf(ApiExchange exchange) => exchange.Http.Request.Query["kind"].ToString() is { Length: > 0 } kind ? kind : EventStreamDecider.Kind;
}
