using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlexCore.Client.Events;

namespace FlexCore.Cli.Online;

/// <summary>A server-sent event as one line of JSON: its data is JSON itself, so it stands there as such. Pure.</summary>
internal static class EventLine
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 1000 };

    /// <summary><c>{"type", "id", "data"}</c>; the data of a server that sends other text is a string.</summary>
    /// <param name="next">The event.</param>
    public static string ToJson(ServerEvent next)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("type", next.Type);
            if (next.Id is { } id)
            {
                writer.WriteString("id", id);
            }

            writer.WritePropertyName("data");
            WriteData(writer, next.Data);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void WriteData(Utf8JsonWriter writer, string data)
    {
        try
        {
            using (JsonDocument.Parse(data, AnyDepth))
            {
                // As it came, digits and escapes included. In valid JSON a line break is only ever space between tokens.
                writer.WriteRawValue(data.Replace('\n', ' '), skipInputValidation: true);
            }
        }
        catch (JsonException)
        {
            // No JSON, or nothing at all: the text itself is what there is to show.
            writer.WriteStringValue(data);
        }
    }
}
