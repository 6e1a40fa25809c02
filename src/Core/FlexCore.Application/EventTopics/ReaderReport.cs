using System.Buffers;
using System.Text.Json;
using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>What one node tells the others about the running readers of topics, as a message of the topic bus.</summary>
/// <param name="Node">The life of the node.</param>
/// <param name="Readers">For each topic how many bytes its slowest reader has taken; <see langword="null"/> when none is left.</param>
internal sealed record ReaderReport(Guid Node, IReadOnlyList<(TenantId Tenant, string Topic, long? Seen)> Readers)
{
    /// <summary>The bus topic.</summary>
    public const string Topic = "event-topics:readers";

    /// <summary>The most entries in one message.</summary>
    public const int ReadersMax = 200;

    /// <summary>In whose name nodes tell each other.</summary>
    public static SecurityContext Security { get; } = new(TenantId.Default, "service:event-topics");

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Encode()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("node", Node);
            json.WriteStartArray("readers");
            foreach (var (tenant, topic, seen) in Readers)
            {
                json.WriteStartArray();
                json.WriteStringValue(tenant.Value);
                json.WriteStringValue(topic);
                if (seen is { } bytes)
                {
                    json.WriteNumberValue(bytes);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    /// <summary>Reads a message; null for one that this version does not understand, for the next report says it again.</summary>
    /// <param name="payload">The message.</param>
    public static ReaderReport? TryDecode(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            return new ReaderReport(
                root.GetProperty("node").GetGuid(),
                [.. root.GetProperty("readers").EnumerateArray().Select(entry => (new TenantId(entry[0].GetString() ?? ""), entry[1].GetString() ?? "", entry.GetArrayLength() > 2 ? entry[2].GetInt64() : (long?)null))]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException or InvalidIdentifierException)
        {
            return null;
        }
    }
}
