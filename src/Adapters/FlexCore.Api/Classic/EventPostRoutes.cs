using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Cluster;
using FlexCore.Api.Ingest;
using FlexCore.Api.Limits;
using FlexCore.Api.Metrics;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Api.V1;
using FlexCore.Application.EventTopics;

namespace FlexCore.Api.Classic;

/// <summary>Takes events on the classic routes. They are records of the topic <c>events</c>, answered after they are durable.</summary>
/// <param name="topics">Where the events go.</param>
/// <param name="bodies">Reads bodies.</param>
/// <param name="ids">Gives ids.</param>
/// <param name="facts">What is known of the cluster.</param>
/// <param name="options">The most events of a batch.</param>
/// <param name="clock">The time of events that come without one.</param>
/// <param name="instruments">Count events.</param>
internal sealed class EventPostRoutes(IEventTopics topics, JsonBody bodies, EventIds ids, ClusterFacts facts, ApiOptions options, TimeProvider clock, ApiInstruments instruments) : IRouteSet
{
    private const string TestTypeDefault = "system.event";
    private const int TypeLengthMax = 200;

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/events", AnswerStyle.Text, "Takes one event. Answers after it is durable.", PostAsync)
        {
            Request = RouteBody.Of("The event.", ClassicEvent.Shape), Response = RouteBody.Json("id, message, status."), Problems = ["malformed-json", "unknown-field", "bad-field", "overloaded", "backlog-full"],
        },
        new("POST", "/events/batch", AnswerStyle.Text, "Takes an array of events, all or none. Answers after they are durable.", BatchAsync)
        {
            Request = RouteBody.Json("An array of events."), Response = RouteBody.Json("results (id, status), total."), Problems = ["malformed-json", "unknown-field", "bad-field", "too-many-records", "overloaded", "backlog-full"],
        },
        new("POST", "/events/test", AnswerStyle.Text, "Takes an event that the node makes itself.", TestAsync) { Parameters = TestParameters, Response = TestAnswer, Problems = ["overloaded", "backlog-full"] },
        new("GET", "/events/test", AnswerStyle.Text, "As POST: load programs of the classic node use GET.", TestAsync) { Parameters = TestParameters, Response = TestAnswer, Problems = ["overloaded", "backlog-full"] },
    ];

    private static IReadOnlyList<RouteParameter> TestParameters { get; } = [RouteParameter.Query("type", "The event's type. The default is system.event.")];

    private static RouteBody TestAnswer { get; } = RouteBody.Json("cluster_events, event_type, local_events, nodes_reached, source_node, success, timestamp (unix seconds).");

    private async Task PostAsync(ApiExchange exchange)
    {
        var taken = ClassicEvent.Of(await ReadAsync(exchange), ids, clock.GetUtcNow());
        if (await AppendAsync(exchange, taken.Json, 1) is null)
        {
            return;
        }

        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteString("id", taken.Id);
            json.WriteString("message", $"Event '{taken.Type}' accepted");
            json.WriteString("status", "accepted");
        });
    }

    private async Task BatchAsync(ApiExchange exchange)
    {
        var array = await ReadAsync(exchange);
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
        {
            throw new ProblemException(ProblemCodes.BadField, "The body is not an array of events. Send at least one event in an array.");
        }

        if (array.GetArrayLength() > options.RecordsMax)
        {
            throw new ProblemException(ProblemCodes.TooManyRecords, $"The body has {array.GetArrayLength()} events; at most {options.RecordsMax} are taken. Send them in several requests.");
        }

        var now = clock.GetUtcNow();
        var events = array.EnumerateArray().Select((value, index) => Numbered(value, index + 1, now)).ToList();
        var lines = new byte[events.Sum(taken => taken.Json.Length)];
        var at = 0;
        foreach (var taken in events)
        {
            taken.Json.CopyTo(lines.AsMemory(at));
            at += taken.Json.Length;
        }

        if (await AppendAsync(exchange, lines, events.Count) is not null)
        {
            await ClassicJson.WriteAsync(exchange, json => WriteBatch(json, events));
        }
    }

    private ClassicEvent Numbered(JsonElement value, int number, DateTimeOffset now)
    {
        try
        {
            return ClassicEvent.Of(value, ids, now);
        }
        catch (ProblemException wrong)
        {
            throw new ProblemException(wrong.Problem with { Detail = $"Event {number} of the batch: {wrong.Problem.Detail} Nothing of the batch was taken.", Record = number });
        }
    }

    private async Task TestAsync(ApiExchange exchange)
    {
        var request = exchange.Http.Request;
        var type = request.QueryString.HasValue && request.Query["type"].ToString() is { Length: > 0 } named ? named : TestTypeDefault;
        if (type.Length > TypeLengthMax)
        {
            throw new ProblemException(new Problem(ProblemCodes.BadQuery, $"The type has {type.Length} characters. Use at most {TypeLengthMax}.") { Field = "type" });
        }

        var now = clock.GetUtcNow();
        var taken = ClassicEvent.Of(type, facts.Self, ids.Next(), now);
        if (await AppendAsync(exchange, taken.Json, 1) is not { } reply)
        {
            return;
        }

        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteNumber("cluster_events", reply.LastRecord);
            json.WriteString("event_type", type);
            json.WriteNumber("local_events", reply.LastRecord);
            json.WriteNumber("nodes_reached", facts.ActiveNodes);
            json.WriteString("source_node", facts.Self);
            json.WriteBoolean("success", value: true);
            json.WriteNumber("timestamp", now.ToUnixTimeSeconds());
        });
    }

    // Classic clients often send no content type; another one than JSON is a mistake.
    private async Task<JsonElement> ReadAsync(ApiExchange exchange)
    {
        var contentType = exchange.Http.Request.ContentType;
        return string.IsNullOrEmpty(contentType) || MediaTypes.IsJson(contentType)
            ? bodies.Parse(await bodies.ReadTextAsync(exchange, options.BodyBytesMax))
            : throw MediaTypes.Unsupported(contentType, MediaTypes.Json);
    }

    // Null when it was refused and answered.
    private async Task<EventTopicReply?> AppendAsync(ApiExchange exchange, ReadOnlyMemory<byte> lines, int count)
    {
        // Ids and times are the node's, so what came is compared, and not what is stored.
        var append = new EventTopicAppend(exchange.Security, ClassicEvent.Topic, lines, count, exchange.CorrelationId)
        {
            IdempotencyKey = exchange.IdempotencyKey,
            RequestHash = exchange.RequestHash,
        };
        var reply = await topics.AppendAsync(append, CancellationToken.None);
        if (reply.Refusal is not { } refusal)
        {
            instruments.CountRecords(count);
            return reply;
        }

        await exchange.RefuseAsync(JsonAnswer.Refused(refusal));
        return null;
    }

    private static void WriteBatch(Utf8JsonWriter json, List<ClassicEvent> events)
    {
        json.WriteStartArray("results");
        foreach (var taken in events)
        {
            json.WriteStartObject();
            json.WriteString("id", taken.Id);
            json.WriteString("status", "accepted");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total", events.Count);
    }
}
