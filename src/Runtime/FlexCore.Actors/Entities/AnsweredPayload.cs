using System.Buffers;
using System.Text.Json;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>The JSON of an answer: <c>{"version":n}</c>, and <c>code</c> and <c>message</c> when it is a refusal.</summary>
internal static class AnsweredPayload
{
    internal static ReadOnlyMemory<byte> Encode(RememberedAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteMembers(writer, answer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    internal static void WriteMembers(Utf8JsonWriter writer, RememberedAnswer answer)
    {
        writer.WriteNumber("version", answer.Version);
        if (answer.Refusal is { } refusal)
        {
            writer.WriteString("code", refusal.Code);
            writer.WriteString("message", refusal.Message);
        }
    }

    /// <exception cref="JsonException">The payload does not fit.</exception>
    internal static RememberedAnswer Decode(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        return Read(document.RootElement);
    }

    /// <exception cref="JsonException">The element does not fit.</exception>
    internal static RememberedAnswer Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("version", out var number)
            || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var version))
        {
            throw new JsonException("An answer must be an object with a whole number 'version'.");
        }

        return element.TryGetProperty("code", out var code)
            ? new RememberedAnswer(version, new Refusal(Text(code), element.TryGetProperty("message", out var message) ? Text(message) : Text(default)))
            : new RememberedAnswer(version, null);
    }

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() ?? ""
        : throw new JsonException("Code and message of a refusal must be text.");
}
