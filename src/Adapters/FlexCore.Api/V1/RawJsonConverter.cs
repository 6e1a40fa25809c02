using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlexCore.Api.V1;

/// <summary>Writes a text that is JSON already as it is. Only for stored JSON; it is checked again on the way out.</summary>
internal sealed class RawJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}
