using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>A snapshot as it is stored: the aggregate's state and the host's memory of answered keys, <c>{"state":…,"answers":[…]}</c>.</summary>
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
        if (!document.RootElement.TryGetProperty("state", out var state) || !document.RootElement.TryGetProperty("answers", out var list))
        {
            throw new JsonException("A snapshot must be an object with 'state' and 'answers'.");
        }

        foreach (var answer in list.EnumerateArray())
        {
            var key = answer.GetProperty("key").GetString() ?? throw new JsonException("An answer's key must be text.");
            answers.Remember(key, AnsweredPayload.Read(answer));
        }

        return codec.Decode(JsonMarshal.GetRawUtf8Value(state).ToArray());
    }
}
