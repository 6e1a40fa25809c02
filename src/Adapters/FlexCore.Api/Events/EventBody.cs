using System.Text.Json;
using FlexCore.Api.Bodies;
using FlexCore.Api.Problems;
using FlexCore.Application.EventStreams;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>Reads appends: which version is expected, and the events. Pure.</summary>
internal static class EventBody
{
    /// <summary>The members of an append.</summary>
    public static BodyShape Shape { get; } = new(
    [
        new BodyField("events", BodyFieldKind.Any, "The events in order: an array of 1 to 1,000 objects with type and data, and where wanted metadata, tags, schemaVersion, aggregateType, personal (subject and members: JSON pointers into data whose values are sealed).") { Required = true },
        new BodyField("expectedVersion", BodyFieldKind.Any, "The stream's version: a number, none (the stream must not exist yet) or any. The default is any."),
        new BodyField("causationId", BodyFieldKind.Text, "The command or event that caused these. The default is the correlation id."),
    ]);

    private static readonly BodyShape EventShape = new(
    [
        new BodyField("type", BodyFieldKind.Text, "Say what happened, for example OrderPlaced.") { Required = true },
        new BodyField("data", BodyFieldKind.Object, "Send the event itself as an object.") { Required = true },
        new BodyField("metadata", BodyFieldKind.Object, "What is known beside it."),
        new BodyField("tags", BodyFieldKind.Any, "An array of words by which it is found."),
        new BodyField("schemaVersion", BodyFieldKind.Number, "The version of the data's shape. The default is 1."),
        new BodyField("aggregateType", BodyFieldKind.Text, "What the stream is about."),
        new BodyField("personal", BodyFieldKind.Object, "Which values are about a person: {\"subject\": \"c-17\", \"members\": [\"/email\"]}. They are sealed in the log."),
    ]);

    private static readonly BodyShape PersonalShape = new(
    [
        new BodyField("subject", BodyFieldKind.Text, "Name the person by an id that says nothing by itself.") { Required = true },
        new BodyField("members", BodyFieldKind.Any, "Name where the values are in data: an array of JSON pointers such as /customer/email.") { Required = true },
    ]);

    /// <summary>The version that an append expects; null for any.</summary>
    /// <param name="values">The append.</param>
    /// <exception cref="ProblemException">It is something else.</exception>
    public static long? ExpectedVersion(BodyValues values) => values.Find("expectedVersion") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var version) && version >= 0 => version,
        { ValueKind: JsonValueKind.String } word when word.GetString() == "any" => null,
        { ValueKind: JsonValueKind.String } word when word.GetString() == "none" => 0,
        { } other => throw Bad("expectedVersion", $"The field 'expectedVersion' is {Shown.Of(other.GetRawText())}. Send a whole number from 0, \"none\" or \"any\"."),
    };

    /// <summary>The events of an append.</summary>
    /// <param name="values">The append.</param>
    /// <exception cref="ProblemException">One has an unknown, missing or wrong member; the message says which.</exception>
    public static ValueList<StreamEvent> Events(BodyValues values)
    {
        var array = values.Find("events");
        if (array is not { ValueKind: JsonValueKind.Array } items || items.GetArrayLength() is 0 or > EventStreamLimits.AppendEventsMax)
        {
            throw Bad("events", $"The field 'events' is no array of 1 to {EventStreamLimits.AppendEventsMax} events. Send several appends where there are more.");
        }

        return [.. items.EnumerateArray().Select((value, index) => Numbered(value, index + 1))];
    }

    /// <summary>Which values of an append's events are about persons, by the index of the event.</summary>
    /// <param name="values">The append; its events have been read.</param>
    /// <exception cref="ProblemException">Something in it is wrong; the message says what.</exception>
    public static IReadOnlyDictionary<int, PersonalMembers> Personal(BodyValues values)
    {
        var found = new Dictionary<int, PersonalMembers>();
        foreach (var (value, index) in (values.Find("events") ?? default).EnumerateArray().Select(static (value, index) => (value, index)))
        {
            if (value.TryGetProperty("personal", out var personal))
            {
                found[index] = PersonalOf(personal, index + 1);
            }
        }

        return found.Count == 0 ? EventAppend.NothingPersonal : found;
    }

    private static PersonalMembers PersonalOf(JsonElement value, int number)
    {
        var values = Of(PersonalShape, value, number);
        return values.Find("members") is { ValueKind: JsonValueKind.Array } members && members.EnumerateArray().All(static member => member.ValueKind == JsonValueKind.String)
            ? new PersonalMembers(values.Text("subject") ?? "", [.. members.EnumerateArray().Select(static member => member.GetString() ?? "")])
            : throw Bad("members", $"Event {number} of the append: the field 'members' of 'personal' is no array of strings. Nothing of the append was taken.");
    }

    private static BodyValues Of(BodyShape shape, JsonElement value, int number)
    {
        try
        {
            return shape.Check(value);
        }
        catch (ProblemException wrong)
        {
            throw new ProblemException(wrong.Problem with { Detail = $"Event {number} of the append: {wrong.Problem.Detail} Nothing of the append was taken.", Record = number });
        }
    }

    private static StreamEvent Numbered(JsonElement value, int number)
    {
        try
        {
            var values = EventShape.Check(value);
            return new StreamEvent(values.Text("type") ?? "", values.Number("schemaVersion", 1), Line(values.Find("data")) ?? "{}")
            {
                Metadata = Line(values.Find("metadata")),
                Tags = Tags(values.Find("tags")),
                AggregateType = values.Text("aggregateType"),
            };
        }
        catch (ProblemException wrong)
        {
            throw new ProblemException(wrong.Problem with { Detail = $"Event {number} of the append: {wrong.Problem.Detail} Nothing of the append was taken.", Record = number });
        }
    }

    private static ValueList<string> Tags(JsonElement? tags)
    {
        if (tags is not { } given)
        {
            return [];
        }

        return given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(tag => tag.ValueKind == JsonValueKind.String)
            ? [.. given.EnumerateArray().Select(tag => tag.GetString() ?? "")]
            : throw Bad("tags", "The field 'tags' is no array of strings.");
    }

    /// <summary>JSON text without line breaks, which in valid JSON are only ever space between tokens; everything else stays as it came.</summary>
    /// <param name="value">The value, or null.</param>
    public static string? Line(JsonElement? value) =>
        value?.GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    private static ProblemException Bad(string field, string detail) => new(new Problem(ProblemCodes.BadField, detail) { Field = field });
}
