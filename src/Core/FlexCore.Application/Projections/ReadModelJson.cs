using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlexCore.Application.Projections;

/// <summary>The one way in which documents are written: members in the order of their names, no white space. Equal documents have equal bytes.</summary>
internal static class ReadModelJson
{
    // Characters of other scripts stay readable in the database; nothing of this is put into HTML.
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Parse(ReadOnlyMemory<byte> utf8) =>
        JsonNode.Parse(utf8.Span) as JsonObject ?? throw new JsonException("A stored document is no object.");

    /// <exception cref="InvalidOperationException">The document is larger than a document may be.</exception>
    public static ReadOnlyMemory<byte> Write(JsonObject document)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            Write(document, writer);
        }

        return buffer.WrittenMemory;
    }

    public static JsonNode? ToNode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(value.Clone()),
        JsonValueKind.Array => JsonArray.Create(value.Clone()),
        JsonValueKind.String => JsonValue.Create(value.GetString()),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => JsonValue.Create(value.Clone()),
    };

    public static decimal Number(string member, JsonNode value)
    {
        if (value.GetValueKind() != JsonValueKind.Number)
        {
            throw new InvalidOperationException($"The member '{member}' is no number but {value.GetValueKind()}. Count in a member of its own.");
        }

        return value is JsonValue number && number.TryGetValue<decimal>(out var exact)
            ? exact
            : decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The number without trailing zeros, so that the way it was summed up does not show.</summary>
    public static JsonNode Number(decimal value) =>
        value == decimal.Truncate(value) && Math.Abs(value) <= long.MaxValue
            ? JsonValue.Create((long)value)
            : JsonValue.Create(value / 1.0000000000000000000000000000m);

    private static void Write(JsonNode? node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case JsonObject members:
                WriteObject(members, writer);
                break;
            case JsonArray entries:
                writer.WriteStartArray();
                foreach (var entry in entries)
                {
                    Write(entry, writer);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(JsonObject members, Utf8JsonWriter writer)
    {
        var names = ArrayPool<string>.Shared.Rent(members.Count);
        var count = 0;
        foreach (var member in members)
        {
            names[count++] = member.Key;
        }

        Array.Sort(names, 0, count, StringComparer.Ordinal);
        writer.WriteStartObject();
        for (var i = 0; i < count; i++)
        {
            writer.WritePropertyName(names[i]);
            Write(members[names[i]], writer);
        }

        writer.WriteEndObject();
        ArrayPool<string>.Shared.Return(names, clearArray: true);
    }
}
