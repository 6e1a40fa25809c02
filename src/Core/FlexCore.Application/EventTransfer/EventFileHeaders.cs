using System.Text;
using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;

namespace FlexCore.Application.EventTransfer;

/// <summary>Writes and reads first lines. Pure.</summary>
internal static class EventFileHeaders
{
    /// <summary>Writes a first line.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="header">What it says.</param>
    public static void Write(Utf8JsonWriter json, EventFileHeader header)
    {
        json.WriteStartObject();
        json.WriteNumber("flexcoreEvents", EventFileFormat.Version);
        json.WriteString("store", header.Store.Id);
        json.WriteNumber("restoreEpoch", header.Store.RestoreEpoch);
        json.WriteStartObject("filter");
        WriteText(json, "kind", header.Filter.Kind);
        WriteText(json, "stream", header.Filter.Stream);
        WriteText(json, "type", header.Filter.Type);
        WriteText(json, "tag", header.Filter.Tag);
        WriteText(json, "correlation", header.Filter.CorrelationId);
        json.WriteEndObject();
        WriteText(json, "after", header.After);
        json.WriteString("until", header.Until);
        if (header.FirstLine > 0)
        {
            json.WriteNumber("firstLine", header.FirstLine);
        }

        if (header.Planned.Count > 0)
        {
            json.WriteStartObject("planned");
            foreach (var (stream, version) in header.Planned)
            {
                json.WriteNumber(stream, version);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Refuses a first line of another version of the format, before anything else of it is read.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="EventLineException">It is of another version; the message ends a sentence that begins with the line's number.</exception>
    public static void RequireVersion(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        reader.Read();
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var version) || version != EventFileFormat.Version)
        {
            throw new EventLineException($"says that the export has format version {Encoding.UTF8.GetString(reader.ValueSpan)}, and this program reads version {EventFileFormat.Version}. Import it with the version of FlexCore that wrote it, or a newer one.");
        }
    }

    /// <summary>Reads a first line.</summary>
    /// <param name="json">The line.</param>
    /// <exception cref="EventLineException">It is none; the message ends a sentence that begins with the line's number.</exception>
    public static EventFileHeader Read(JsonElement json)
    {
        var members = new EventFileMembers(json, ["flexcoreEvents", "store", "restoreEpoch", "filter", "after", "until", "firstLine", "planned", "sum"]);
        var filter = new EventFileMembers(members.Required("filter"), ["kind", "stream", "type", "tag", "correlation"]);
        return new EventFileHeader(
            new StoreIdentity(members.Required("store").GetGuid(), members.Required("restoreEpoch").GetInt64()),
            new EventFilter { Kind = filter.Text("kind"), Stream = filter.Text("stream"), Type = filter.Text("type"), Tag = filter.Text("tag"), CorrelationId = filter.Text("correlation") },
            members.Text("after"),
            members.RequiredText("until"))
        {
            FirstLine = members.Find("firstLine") is { } line ? line.GetInt64() : 0,
            Planned = members.Find("planned") is { } planned ? planned.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetInt64(), StringComparer.Ordinal) : new Dictionary<string, long>(),
        };
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
