using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Problems;

namespace FlexCore.Api.Classic;

/// <summary>An event of the classic routes, as it lies in the topic <see cref="Topic"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Json">The event as one line of JSON.</param>
internal sealed record ClassicEvent(string Id, string Type, ReadOnlyMemory<byte> Json)
{
    /// <summary>The event topic that holds the events.</summary>
    public const string Topic = "events";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The members that an event may have.</summary>
    public static BodyShape Shape { get; } = new(
    [
        new BodyField("id", BodyFieldKind.Text, "Its id. The default is evt- and the time in nanoseconds."),
        new BodyField("type", BodyFieldKind.Text, "Its type; this or event_type is needed."),
        new BodyField("event_type", BodyFieldKind.Text, "Its type, under its other name."),
        new BodyField("source", BodyFieldKind.Text, "Where it comes from."),
        new BodyField("timestamp", BodyFieldKind.Any, "When it happened. The default is now."),
        new BodyField("data", BodyFieldKind.Any, "What happened."),
        new BodyField("headers", BodyFieldKind.Object, "What else is known."),
        new BodyField("routing_key", BodyFieldKind.Text, "Where it goes."),
        new BodyField("priority", BodyFieldKind.Number, "How urgent it is."),
    ]);

    /// <summary>Reads an event of a request, and gives it what it lacks.</summary>
    /// <param name="value">The event as it came.</param>
    /// <param name="ids">Gives ids.</param>
    /// <param name="now">Its time when it has none.</param>
    /// <exception cref="ProblemException">It is no event.</exception>
    public static ClassicEvent Of(JsonElement value, EventIds ids, DateTimeOffset now)
    {
        var values = Shape.Check(value);
        var type = values.Text("type") ?? values.Text("event_type");
        if (string.IsNullOrEmpty(type))
        {
            throw new ProblemException(new Problem(ProblemCodes.BadField, "The event has no type. Send it as type or event_type.") { Field = "type" });
        }

        var id = values.Text("id") is { Length: > 0 } named ? named : ids.Next();
        return new ClassicEvent(id, type, Encode(id, type, now, values));
    }

    /// <summary>An event that the node makes itself.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="source">The node.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">Its time.</param>
    public static ClassicEvent Of(string type, string source, string id, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(192);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("type", type);
            json.WriteString("source", source);
            json.WriteString("timestamp", now);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return new ClassicEvent(id, type, buffer.WrittenMemory);
    }

    private static ReadOnlyMemory<byte> Encode(string id, string type, DateTimeOffset now, BodyValues values)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("type", type);
            Write(json, values, "source");
            if (!Write(json, values, "timestamp"))
            {
                json.WriteString("timestamp", now.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
            }

            Write(json, values, "data");
            Write(json, values, "headers");
            Write(json, values, "routing_key");
            Write(json, values, "priority");
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    // Written through the writer, which leaves out the line feeds and blanks that the client may have sent.
    private static bool Write(Utf8JsonWriter json, BodyValues values, string name)
    {
        if (values.Find(name) is not { } value)
        {
            return false;
        }

        json.WritePropertyName(name);
        value.WriteTo(json);
        return true;
    }
}
