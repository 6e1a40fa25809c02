using System.Text.Json;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTransfer;

/// <summary>Reads single lines of an export. Pure.</summary>
internal static class EventFileParser
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = EventFileFormat.DepthMax, AllowDuplicateProperties = false };

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="number">Its number.</param>
    /// <exception cref="EventFileException">It is no line of an export, or damaged.</exception>
    public static EventFileLine Parse(ReadOnlyMemory<byte> line, long number)
    {
        try
        {
            var isHeader = line.Span.StartsWith(EventFileFormat.HeaderStart);
            if (isHeader)
            {
                EventFileHeaders.RequireVersion(line);
            }

            RequireSum(line.Span);
            using var json = JsonDocument.Parse(line, Strict);
            return isHeader ? new EventFileLine.Head(EventFileHeaders.Read(json.RootElement))
                : line.Span.StartsWith(EventFileFormat.MarkStart) || line.Span.StartsWith(EventFileFormat.EndStart) ? PlaceOf(json.RootElement)
                : new EventFileLine.Entry(EventOf(json.RootElement, number));
        }
        catch (EventLineException error)
        {
            throw new EventFileException(number, error.Message, error);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new EventFileException(number, $"is no line of an export: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static EventFileLine PlaceOf(JsonElement json)
    {
        var outer = new EventFileMembers(json, ["mark", "end", "sum"]);
        var mark = outer.Find("mark");
        var members = new EventFileMembers(mark ?? outer.Required("end"), ["events", "sha256", "cursor"]);
        var place = new EventFilePlace(members.Required("events").GetInt64(), members.RequiredText("sha256"), members.RequiredText("cursor"));
        return mark is null ? new EventFileLine.End(place) : new EventFileLine.Mark(place);
    }

    private static void RequireSum(ReadOnlySpan<byte> line)
    {
        var text = line.Length > EventFileFormat.SumBytes ? line[..^EventFileFormat.SumBytes] : default;
        if (text.IsEmpty || !line[text.Length..].StartsWith(EventFileFormat.SumStart))
        {
            throw new EventLineException("does not end with its checksum: it is cut off, or no line of an export.");
        }

        Span<byte> digits = stackalloc byte[EventFileFormat.SumDigits];
        EventFileFormat.SumOf(text, digits);
        if (!line.Slice(text.Length + EventFileFormat.SumStart.Length, EventFileFormat.SumDigits).SequenceEqual(digits))
        {
            throw new EventLineException("does not fit its checksum: it was changed after it was exported. Export again, or take another copy of the file.");
        }
    }

    private static EventFileEvent EventOf(JsonElement json, long number)
    {
        var members = new EventFileMembers(
            json,
            ["id", "kind", "key", "version", "type", "schemaVersion", "at", "principal", "correlationId", "causationId", "aggregateType", "tags", "data", "payload", "metadata", "sum"]);
        var (kind, id) = (members.RequiredText("kind"), members.Required("id").GetGuid());
        var version = members.Required("version").GetInt64();
        if (version < 1)
        {
            throw new EventLineException($"has version {version}; versions begin at 1.");
        }

        var key = members.RequiredText("key");
        return new EventFileEvent(number, kind, key, version, id, kind == EventStreamDecider.Kind && members.Find("payload") is null ? UserEventOf(members, id) : null);
    }

    private static StreamEvent UserEventOf(in EventFileMembers members, Guid id) =>
        new(members.RequiredText("type"), members.Required("schemaVersion").GetInt32(), ObjectOf(members.Required("data"), "data"))
        {
            Metadata = members.Find("metadata") is { } metadata ? ObjectOf(metadata, "metadata") : null,
            Tags = members.Find("tags") is { } tags ? [.. tags.EnumerateArray().Select(tag => tag.GetString() ?? "")] : [],
            AggregateType = members.Text("aggregateType"),
            Origin = new EventOrigin(
                id, members.Required("at").GetDateTimeOffset(), members.RequiredText("principal"), members.RequiredText("correlationId"), members.RequiredText("causationId")),
        };

    private static string ObjectOf(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object
        ? value.GetRawText()
        : throw new EventLineException($"has {value.ValueKind} as '{name}', not an object.");
}
