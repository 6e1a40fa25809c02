using System.Globalization;
using FlexCore.Api.Bodies;
using FlexCore.Api.Problems;
using FlexCore.Application.Schedules;
using FlexCore.Domain.Schedules;

namespace FlexCore.Api.Schedules;

/// <summary>Reads schedules from bodies. Pure.</summary>
internal static class ScheduleBody
{
    private static readonly string[] Overlaps = ["skip", "queue", "parallel"];
    private static readonly string[] Misfires = ["fire-once", "fire-all", "skip"];

    private static readonly IReadOnlyList<BodyField> Common =
    [
        new("name", BodyFieldKind.Text, "A name for people. The default is the id."),
        new("description", BodyFieldKind.Text, "What it is for. The default is none."),
        new("cron", BodyFieldKind.Text, "When: a cron expression of five fields, or six with seconds first. Exactly one of cron, every and at."),
        new("every", BodyFieldKind.Text, "When: an interval such as 90s, 5m or 1h30m."),
        new("at", BodyFieldKind.Text, "When: one instant, RFC 3339."),
        new("timeZone", BodyFieldKind.Text, "The time zone of the cron expression, an IANA name. The default is UTC."),
        new("start", BodyFieldKind.Text, "Nothing before this instant is due, RFC 3339. The default is now."),
        new("end", BodyFieldKind.Text, "Nothing after this instant is due, RFC 3339, or never (the default)."),
        new("jitter", BodyFieldKind.Text, "Each firing is late by a part of this span. The default is 0s."),
        new("overlap", BodyFieldKind.Text, "What happens while an earlier firing is under way: skip (the default), queue or parallel."),
        new("misfire", BodyFieldKind.Text, "What happens to times that nobody could fire: fire-once (the default), fire-all or skip."),
        new("misfireAfter", BodyFieldKind.Text, "How late a firing may be before its time counts as missed. The default is 1m."),
        new("catchUpMax", BodyFieldKind.Number, "How many missed times fire with fire-all. The default is 100."),
    ];

    private static readonly BodyShape Target = new(
    [
        new BodyField("kind", BodyFieldKind.Text, "What it fires: event (a record of an event topic), stream (an event of an event stream), pipeline (a run) or command.") { Required = true },
        new BodyField("name", BodyFieldKind.Text, "Which one: the topic, the event stream, the pipeline or the command.") { Required = true },
        new BodyField("input", BodyFieldKind.Any, "What it is given, any JSON value; for stream the event, as {\"type\":\"DayClosed\",\"data\":{},\"tags\":[]}. The default is {}."),
    ]);

    /// <summary>A schedule to create.</summary>
    public static BodyShape Creation { get; } = new(
    [
        new("id", BodyFieldKind.Text, "Its id. The default is a new one."),
        .. Common,
        new("target", BodyFieldKind.Object, "What it fires: kind, name and input.") { Required = true },
    ]);

    /// <summary>A schedule that takes the place of another.</summary>
    public static BodyShape Replacement { get; } = new([.. Common, new("target", BodyFieldKind.Object, "What it fires: kind, name and input.") { Required = true }]);

    /// <summary>A schedule to change: what is not sent stays.</summary>
    public static BodyShape Change { get; } = new([.. Common, new("target", BodyFieldKind.Object, "What it fires: kind, name and input.")]);

    /// <summary>A span to back-fill.</summary>
    public static BodyShape Span { get; } = new(
    [
        new BodyField("from", BodyFieldKind.Text, "The first instant of the span, RFC 3339.") { Required = true },
        new BodyField("to", BodyFieldKind.Text, "The first instant behind it, RFC 3339, not after now.") { Required = true },
    ]);

    /// <summary>Puts what was sent over a definition.</summary>
    /// <param name="values">What was sent.</param>
    /// <param name="present">The definition.</param>
    /// <exception cref="ProblemException">A value is wrong.</exception>
    public static ScheduleDefinition Over(BodyValues values, ScheduleDefinition present) => present with
    {
        Name = values.Text("name") ?? present.Name,
        Description = values.Text("description") ?? present.Description,
        Timing = TimingOver(values, present.Timing),
        Target = values.Find("target") is { } target ? TargetOf(Target.Check(target)) : present.Target,
        Policy = present.Policy with
        {
            Overlap = (OverlapPolicy)(Choice(values, "overlap", Overlaps) ?? (int)present.Policy.Overlap),
            Misfire = (MisfirePolicy)(Choice(values, "misfire", Misfires) ?? (int)present.Policy.Misfire),
            MisfireAfter = SpanOf(values, "misfireAfter") ?? present.Policy.MisfireAfter,
            CatchUpMax = values.Number("catchUpMax", present.Policy.CatchUpMax),
        },
    };

    /// <summary>An instant, or <see langword="null"/> when it was not sent.</summary>
    /// <param name="values">What was sent.</param>
    /// <param name="name">The field.</param>
    /// <exception cref="ProblemException">It is no instant.</exception>
    public static DateTimeOffset? Instant(BodyValues values, string name)
    {
        if (values.Text(name) is not { } text)
        {
            return null;
        }

        // Without an offset an instant would mean what the machine's own time zone makes of it.
        var hasOffset = text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : throw Bad(name, text, "Write an instant with its offset, for example 2026-03-29T02:30:00Z");
    }

    // A new kind of time takes the place of the old one.
    private static ScheduleTiming TimingOver(BodyValues values, ScheduleTiming present)
    {
        var isNew = values.Find("cron") is not null || values.Find("every") is not null || values.Find("at") is not null;
        return present with
        {
            Cron = isNew ? values.Text("cron") : present.Cron,
            Every = isNew ? SpanOf(values, "every") : present.Every,
            At = isNew ? Instant(values, "at") : present.At,
            TimeZone = values.Text("timeZone") ?? present.TimeZone,
            Start = Instant(values, "start") ?? present.Start,
            End = values.Text("end") == "never" ? null : Instant(values, "end") ?? present.End,
            Jitter = SpanOf(values, "jitter") ?? present.Jitter,
        };
    }

    private static ScheduleTarget TargetOf(BodyValues values) =>
        new(values.Text("kind") ?? "", values.Text("name") ?? "", values.Find("input") is { } input ? input.GetRawText() : "{}");

    private static TimeSpan? SpanOf(BodyValues values, string name) =>
        values.Text(name) is not { } text ? null
        : SpanText.TryParse(text, out var span) ? span
        : throw Bad(name, text, "Write numbers with units, for example 90s, 5m, 1h30m or 2d");

    private static int? Choice(BodyValues values, string name, string[] words) =>
        values.Text(name) is not { } text ? null
        : Array.IndexOf(words, text) is >= 0 and var at ? at
        : throw Bad(name, text, $"Write {string.Join(", ", words[..^1])} or {words[^1]}");

    private static ProblemException Bad(string name, string value, string remedy) =>
        new(new Problem(ProblemCodes.BadField, $"The field '{name}' is '{Shown.Of(value)}'. {remedy}.") { Field = name });
}
