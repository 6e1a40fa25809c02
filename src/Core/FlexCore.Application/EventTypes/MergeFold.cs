using System.Text;
using System.Text.Json;
using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Application.TimeTravel;

namespace FlexCore.Application.EventTypes;

/// <summary>The state of a user's stream: the data of its events merged, so that each member has the value that the last event with it gave. A member that is null stays, as null.</summary>
/// <remarks>Only the outermost members are merged; an object inside replaces the one before it. Members stand in the order in which they first came.</remarks>
/// <param name="types">The declared types: events are merged as the newest version of theirs.</param>
public sealed class MergeFold(DeclaredEventTypes types) : StreamFold
{
    /// <inheritdoc/>
    // A state that was merged by other steps is of no use; without declarations it has the name it always had.
    public override string Shape { get; } = types.Digest.Length == 0 ? "merged-data.v1" : $"merged-data.v1.{types.Digest}";

    /// <inheritdoc/>
    public override object Begin() => new OrderedDictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override object Apply(object state, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var merged = (OrderedDictionary<string, string>)state;
        var read = types.Read(recorded);
        if (read.UpcastFault is { } fault)
        {
            throw new UnknownEventException(recorded.Stored.Type, recorded.Stored.SchemaVersion, fault);
        }

        if (read.User is { } user)
        {
            Merge(merged, Encoding.UTF8.GetBytes(user.Data));
        }

        return merged;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(object state)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in (OrderedDictionary<string, string>)state)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public override object Decode(ReadOnlyMemory<byte> state)
    {
        var merged = (OrderedDictionary<string, string>)Begin();
        Merge(merged, state.Span);
        return merged;
    }

    private static void Merge(OrderedDictionary<string, string> merged, ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = 1_000 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The data is no object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            merged[name] = Encoding.UTF8.GetString(data[start..(int)reader.BytesConsumed]);
        }
    }
}
