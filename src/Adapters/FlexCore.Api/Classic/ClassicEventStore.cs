using System.Text.Json;
using FlexCore.Api.Problems;
using FlexCore.Api.Requests;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;

namespace FlexCore.Api.Classic;

/// <summary>Reads the event store for its classic routes, and turns refusals into their errors. Stateless and thread-safe.</summary>
/// <param name="store">The streams.</param>
/// <param name="search">Events by type.</param>
internal sealed class ClassicEventStore(IEventStore store, IEventSearch search)
{
    /// <summary>The most events that one answer holds.</summary>
    public const int EventsMax = 10_000;

    /// <summary>A parameter that must be there.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ProblemException">It is missing.</exception>
    public static string Required(ApiExchange exchange, string name) =>
        exchange.Http.Request.Query[name].ToString() is { Length: > 0 } value
            ? value
            : throw new ProblemException(new Problem(ProblemCodes.BadQuery, $"{name} parameter required") { Field = name });

    /// <summary>The state, or the classic error.</summary>
    /// <param name="reply">What time travel said.</param>
    /// <exception cref="ProblemException">There is none.</exception>
    public static TravelState Found(NodeReply<TravelState> reply) => reply.Value is { } state
        ? state
        : throw new ProblemException(reply.Refusal?.Code ?? ProblemCodes.Refused, reply.Refusal is { Code: "stream-not-found" } ? "No events found for aggregate" : reply.Refusal?.Message ?? "");

    /// <summary>The first events of a stream.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="stream">The stream.</param>
    /// <returns>The events, and whether there are more.</returns>
    public async Task<(List<RecordedEvent> Events, bool HasMore)> ReadAsync(ApiExchange exchange, string stream)
    {
        var events = new List<RecordedEvent>();
        long? next = 1;
        while (next is { } from && events.Count < EventsMax)
        {
            var slice = await store.ReadAsync(exchange.Security, new EventRead(stream) { From = from, Limit = EventRead.LimitMax }, exchange.Aborted);
            Require(slice.Refusal);
            events.AddRange(slice.Events);
            next = slice.Next;
        }

        return (events, next is not null);
    }

    /// <summary>How many events a stream has.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="stream">The stream.</param>
    public async Task<long> CountAsync(ApiExchange exchange, string stream)
    {
        var slice = await store.ReadAsync(exchange.Security, new EventRead(stream) { Backwards = true, Limit = 1 }, exchange.Aborted);
        Require(slice.Refusal);
        return slice.Events.Count == 0 ? 0 : slice.Events[0].Stored.Version;
    }

    /// <summary>The newest events of a type.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="type">The type.</param>
    public async Task<IReadOnlyList<RecordedEvent>> FindAsync(ApiExchange exchange, string type)
    {
        var query = new EventSearchQuery(new EventFilter { Type = type, Kind = Domain.EventStreams.EventStreamDecider.Kind }) { NewestFirst = true, Limit = EventSearchQuery.LimitMax };
        var reply = await search.FindAsync(exchange.Security, query, exchange.Aborted);
        Require(reply.Refusal);
        return reply.Required.Events;
    }

    /// <summary>Writes the member <c>events</c>; null when there are none, as the classic service did.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="events">The events.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RecordedEvent> events)
    {
        if (events.Count == 0)
        {
            json.WriteNull("events");
            return;
        }

        json.WriteStartArray("events");
        foreach (var recorded in events)
        {
            Write(json, recorded);
        }

        json.WriteEndArray();
    }

    /// <summary>Throws what a use case refused.</summary>
    /// <param name="refusal">The refusal, or null.</param>
    /// <exception cref="ProblemException">There is one.</exception>
    public static void Require(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new ProblemException(refusal.Code, refusal.Message);
        }
    }

    private static void Write(Utf8JsonWriter json, RecordedEvent recorded)
    {
        json.WriteStartObject();
        json.WriteString("id", recorded.Id);
        json.WriteString("type", recorded.Stored.Type);
        json.WriteString("aggregate_id", recorded.Stored.Stream.Key);
        json.WriteString("aggregate_type", recorded.User?.AggregateType ?? "");
        json.WriteNumber("version", recorded.Stored.Version);
        json.WritePropertyName("data");
        json.WriteRawValue(recorded.Content);
        json.WritePropertyName("metadata");
        json.WriteRawValue(recorded.User?.Metadata ?? "null");
        json.WriteString("occurred_at", recorded.At);
        json.WriteString("created_at", recorded.Stored.Metadata.Time);
        json.WriteEndObject();
    }
}
