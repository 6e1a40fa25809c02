using System.Text;

namespace FlexCore.Domain.EventStreams;

/// <summary>What events must be to be kept. Pure.</summary>
internal static class EventStreamRules
{
    /// <summary>Why these events are not taken, or null.</summary>
    public static Refusal? Check(ValueList<StreamEvent> events)
    {
        if (events.Count is 0 or > EventStreamLimits.AppendEventsMax)
        {
            return events.Count == 0 ? EventStreamRefusals.NoEvents() : EventStreamRefusals.TooManyEvents(events.Count);
        }

        var bytes = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            if ((CheckNames(i, events[i]) ?? CheckTags(i, events[i].Tags) ?? CheckOrigin(i, events[i].Origin) ?? CheckBytes(i, events[i], ref bytes)) is { } broken)
            {
                return broken;
            }
        }

        return bytes > EventStreamLimits.AppendBytesMax ? EventStreamRefusals.TooManyBytes(bytes) : null;
    }

    private static Refusal? CheckNames(int index, StreamEvent candidate)
    {
        if (IdentifierRules.Violation(candidate.Type, EventStreamLimits.TypeLengthMax, upperCase: true) is { } rule)
        {
            return EventStreamRefusals.BadPart(index, $"type '{Excerpt.Of(candidate.Type)}'", rule);
        }

        if (candidate.Type.StartsWith(EventStreamLimits.ReservedPrefix, StringComparison.Ordinal))
        {
            return EventStreamRefusals.BadPart(index, $"type '{Excerpt.Of(candidate.Type)}'", $"begins with '{EventStreamLimits.ReservedPrefix}', which is kept for the system; choose another name");
        }

        if (candidate.AggregateType is { } about && IdentifierRules.Violation(about, EventStreamLimits.AggregateTypeLengthMax, upperCase: true) is { } broken)
        {
            return EventStreamRefusals.BadPart(index, $"aggregate type '{Excerpt.Of(about)}'", broken);
        }

        return candidate.SchemaVersion < 1
            ? EventStreamRefusals.BadPart(index, "schema version", $"is {candidate.SchemaVersion}; versions begin at 1")
            : null;
    }

    private static Refusal? CheckTags(int index, ValueList<string> tags)
    {
        if (tags.Count > EventStreamLimits.TagsMax)
        {
            return EventStreamRefusals.BadPart(index, "list of tags", $"has {tags.Count} entries; an event has at most {EventStreamLimits.TagsMax}");
        }

        for (var i = 0; i < tags.Count; i++)
        {
            var tag = tags[i];
            if (tag.Length is 0 or > EventStreamLimits.TagLengthMax || tag.Any(char.IsControl))
            {
                return EventStreamRefusals.BadPart(index, $"tag '{Excerpt.Of(tag)}'", $"must have 1 to {EventStreamLimits.TagLengthMax} characters and no control characters");
            }

            for (var j = 0; j < i; j++)
            {
                if (string.Equals(tags[j], tag, StringComparison.Ordinal))
                {
                    return EventStreamRefusals.BadPart(index, $"tag '{Excerpt.Of(tag)}'", "comes twice; send each tag once");
                }
            }
        }

        return null;
    }

    private static Refusal? CheckOrigin(int index, EventOrigin? origin) =>
        origin is null || (IsText(origin.Principal) && IsText(origin.CorrelationId) && IsText(origin.CausationId))
            ? null
            : EventStreamRefusals.BadPart(index, "origin", "must name principal, correlation and causation, each with 1 to 1000 characters");

    // As the journal bounds the same texts of its own events.
    private static bool IsText(string text) => text.Length is > 0 and <= 1_000;

    private static Refusal? CheckBytes(int index, StreamEvent candidate, ref long bytes)
    {
        var data = Encoding.UTF8.GetByteCount(candidate.Data);
        var metadata = candidate.Metadata is { } text ? Encoding.UTF8.GetByteCount(text) : 0;
        bytes += data + metadata;
        return data > EventStreamLimits.DataBytesMax ? EventStreamRefusals.PartTooLarge(index, "data", data, EventStreamLimits.DataBytesMax)
            : metadata > EventStreamLimits.MetadataBytesMax ? EventStreamRefusals.PartTooLarge(index, "metadata", metadata, EventStreamLimits.MetadataBytesMax)
            : null;
    }
}
