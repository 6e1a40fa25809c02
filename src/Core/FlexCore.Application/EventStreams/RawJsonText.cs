using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlexCore.Application.EventStreams;

/// <summary>A member whose text is JSON itself: it is written as it is and read back with the same digits and escapes.</summary>
internal sealed class RawJsonText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.GetRawText()
            : throw new JsonException($"The content is {document.RootElement.ValueKind}, not an object");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value, skipInputValidation: true);
}
