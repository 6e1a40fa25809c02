using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlexCore.Application.EventTypes;

/// <summary>The data of events between text and nodes. Numbers keep their digits; a member that comes twice is refused.</summary>
internal static class EventText
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How data is read: as deep as it may be appended.</summary>
    public static JsonDocumentOptions Strict { get; } = new() { MaxDepth = 1_000, AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is no object.</exception>
    public static JsonObject Parse(string text) =>
        JsonNode.Parse(text, nodeOptions: null, Strict) as JsonObject ?? throw new JsonException("It is no JSON object");

    public static string Write(JsonObject node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            node.WriteTo(json);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Why data does not fit declared members, as the end of a sentence that begins with the data; null when it fits.</summary>
    public static string? MisfitOf(IReadOnlyList<EventMember> members, string data)
    {
        try
        {
            using var document = JsonDocument.Parse(data, Strict);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? "is no JSON object"
                : members.Select(member => member.MisfitOf(document.RootElement)).FirstOrDefault(static misfit => misfit is not null);
        }
        catch (JsonException error)
        {
            return $"is no JSON object with each member once ({error.Message.TrimEnd('.')})";
        }
    }

    public static bool AreEqual(string one, string other)
    {
        using var first = JsonDocument.Parse(one, Strict);
        using var second = JsonDocument.Parse(other, Strict);
        return JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }
}
