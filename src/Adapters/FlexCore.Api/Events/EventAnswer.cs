using System.Buffers;
using System.Text.Json;
using FlexCore.Api.Requests;
using FlexCore.Api.V1;
using FlexCore.Application.EventStreams;
using FlexCore.Domain;

namespace FlexCore.Api.Events;

/// <summary>Writes answers with events in them.</summary>
internal static class EventAnswer
{
    /// <summary>Answers with an object that holds events and what else the caller writes.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="events">The events, in the member <c>events</c>.</param>
    /// <param name="rest">Writes the other members.</param>
    public static async Task WriteAsync(ApiExchange exchange, IEnumerable<RecordedEvent> events, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("events");
            foreach (var recorded in events)
            {
                RecordedEventJson.Write(json, recorded);
            }

            json.WriteEndArray();
            rest(json);
            json.WriteEndObject();
        }

        await WriteAsync(exchange, buffer.WrittenMemory);
    }

    /// <summary>Says how many events retention has taken away, where there are any.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="scavenged">How many.</param>
    public static void WriteScavenged(Utf8JsonWriter json, int scavenged)
    {
        if (scavenged > 0)
        {
            json.WriteNumber("scavenged", scavenged);
        }
    }

    /// <summary>Answers with finished JSON.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="body">The JSON.</param>
    public static Task WriteAsync(ApiExchange exchange, ReadOnlyMemory<byte> body)
    {
        var response = exchange.Http.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(body, exchange.Aborted).AsTask();
    }

    /// <summary>Answers with a refusal.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="refusal">Why.</param>
    public static Task RefuseAsync(ApiExchange exchange, Refusal refusal) => exchange.RefuseAsync(JsonAnswer.Refused(refusal));
}
