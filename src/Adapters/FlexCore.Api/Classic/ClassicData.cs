using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Messaging;

namespace FlexCore.Api.Classic;

/// <summary>Events and results in their classic shapes. Pure.</summary>
internal static class ClassicData
{
    private static readonly (string Classic, string Member)[] PipelineMembers =
    [
        ("id", "key"), ("name", "name"), ("description", "description"), ("status", "status"), ("version", "version"), ("owner", "owner"), ("created_at", "createdAt"), ("updated_at", "updatedAt"),
    ];

    /// <summary>Whether an event is the host's own note, not something that happened.</summary>
    /// <param name="happened">The event.</param>
    public static bool IsInternal(RecordedEvent happened) => SystemEvents.Contains(happened.Stored.Type);

    /// <summary>Writes an event.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="happened">The event.</param>
    public static void WriteEvent(Utf8JsonWriter json, RecordedEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("event_type", happened.User?.Type ?? ClassicNames.Of(happened.Stored.Type));
        json.WriteString("aggregate_id", happened.Stored.Stream.Key);
        json.WriteString("aggregate_type", happened.User?.AggregateType ?? ClassicNames.Of(happened.Stored.Stream.Kind));
        json.WritePropertyName("data");
        json.WriteRawValue(happened.Content);
        json.WriteNumber("version", happened.Stored.Version);
        json.WriteEndObject();
    }

    /// <summary>Writes what a query answered.</summary>
    /// <param name="json">The writer, behind the member's name.</param>
    /// <param name="query">The query on the bus.</param>
    /// <param name="result">The result; null writes null.</param>
    /// <returns>How many things that is: the entries of a list, 1 for an object, 0 for nothing.</returns>
    public static int Write(Utf8JsonWriter json, string? query, JsonResult? result)
    {
        if (result is null)
        {
            json.WriteNullValue();
            return 0;
        }

        using var document = JsonDocument.Parse(result.Utf8);
        var root = document.RootElement;
        switch (query)
        {
            case "pipelines.get":
                WritePipeline(json, root);
                return 1;
            case "pipelines.list":
                json.WriteStartArray();
                foreach (var item in root.GetProperty("items").EnumerateArray())
                {
                    WritePipeline(json, item);
                }

                json.WriteEndArray();
                return root.GetProperty("items").GetArrayLength();
            default:
                root.WriteTo(json);
                return root.ValueKind switch { JsonValueKind.Null => 0, JsonValueKind.Array => root.GetArrayLength(), _ => 1 };
        }
    }

    private static void WritePipeline(Utf8JsonWriter json, JsonElement pipeline)
    {
        json.WriteStartObject();
        foreach (var (classic, member) in PipelineMembers)
        {
            if (pipeline.TryGetProperty(member, out var value))
            {
                json.WritePropertyName(classic);
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }
}
