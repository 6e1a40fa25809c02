using System.Text.Json;
using System.Text.Json.Serialization;
using FlexCore.Domain;

namespace FlexCore.Application.Events;

/// <summary>Writes a tenant as its name.</summary>
internal sealed class TenantIdConverter : JsonConverter<TenantId>
{
    public override TenantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A tenant is a string"));

    public override void Write(Utf8JsonWriter writer, TenantId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
