using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>A snapshot as it is stored: the aggregate's state and the host's memory of answered keys, <c>{"state":…,"answers":[{"key":…,"version":…,"request":…}]}</c>.</summary>
internal static class SnapshotEnvelope
{
    internal static StoredSnapshot Encode<TState>(EntityId id, ISnapshotCodec<TState> codec, SnapshotDraft<TState> draft)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("state");
            writer.WriteRawValue(codec.Encode(draft.State).Span);
            writer.WriteStartArray("answers");
            foreach (var (key, answer) in draft.Answers)
            {
                writer.WriteStartObject();
                writer.WriteString("key", key);
                AnsweredPayload.WriteMembers(writer, answer);
                if (answer.RequestHash is { } request)
                {
                    writer.WriteString("request", request);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return new StoredSnapshot(id, draft.Version, codec.Type, codec.SchemaVersion, buffer.WrittenMemory);
    }

    /// <exception cref="JsonException">The snapshot is of another shape or damaged; replay instead.</exception>
    internal static TState Decode<TState>(StoredSnapshot snapshot, ISnapshotCodec<TState> codec, AnswerMemory answers)
    {
        if (snapshot.Type != codec.Type || snapshot.SchemaVersion != codec.SchemaVersion)
        {
            throw new JsonException(
                $"The snapshot is '{snapshot.Type}' version {snapshot.SchemaVersion}, not '{codec.Type}' version {codec.SchemaVersion}.");
        }

        using var document = JsonDocument.Parse(snapshot.Payload);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("state", out var state)
            || !root.TryGetProperty("answers", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("A snapshot must be an object with 'state' and a list of 'answers'.");
        }

        foreach (var answer in list.EnumerateArray())
        {
            var remembered = AnsweredPayload.Read(answer) with { RequestHash = RequestOf(answer) };
            answers.Remember(KeyOf(answer), remembered);
        }

        return codec.Decode(JsonMarshal.GetRawUtf8Value(state).ToArray());
    }

    // Snapshots of before this member have none.
    private static string? RequestOf(JsonElement answer) =>
        !answer.TryGetProperty("request", out var request) ? null
        : request.ValueKind == JsonValueKind.String && KeyText.IsHash(request.GetString()) ? request.GetString()
        : throw new JsonException("An answer's request must be 32 hexadecimal digits.");

    private static string KeyOf(JsonElement answer) =>
        answer.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String && key.GetString() is { } text
            ? text
            : throw new JsonException("An answer's key must be text.");
}
