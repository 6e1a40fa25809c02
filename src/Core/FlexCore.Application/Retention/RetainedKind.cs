using FlexCore.Domain.DataStreams;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Retention;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Retention;

/// <summary>A kind of entity whose old events may be taken away: those whose state is in a snapshot, and of which nobody needs the first event again.</summary>
/// <remarks>
/// Not pipelines: their documents and published versions are read from their events, all of them. Not persons: that somebody was forgotten must be on record for ever. Not the policies themselves, and not the aggregates
/// of modules, whose code may read its own events.
/// </remarks>
/// <param name="Word">What it is called in configuration, routes and commands, for example <c>stream</c>.</param>
/// <param name="Kind">The entity kind.</param>
/// <param name="Counted">What a policy counts, for messages.</param>
public sealed record RetainedKind(string Word, string Kind, string Counted)
{
    /// <summary>Event topics: what pipelines read.</summary>
    public static RetainedKind Topic { get; } = new(KeepLimits.Topic, EventTopicDecider.Kind, "records");

    /// <summary>Event streams: what users keep.</summary>
    public static RetainedKind Stream { get; } = new(KeepLimits.EventStream, EventStreamDecider.Kind, "events");

    /// <summary>The histories of pipelines' executions: starts, checkpoints and ends.</summary>
    public static RetainedKind Execution { get; } = new(KeepLimits.Execution, DataStreamDecider.Kind, "events");

    /// <summary>The histories of schedules: firings and how they ended.</summary>
    public static RetainedKind Schedule { get; } = new(KeepLimits.Schedule, ScheduleDecider.Kind, "events");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RetainedKind> All { get; } = [Topic, Stream, Execution, Schedule];

    /// <summary>The kind with a word, or <see langword="null"/>.</summary>
    /// <param name="word">The word.</param>
    public static RetainedKind? Find(string? word) => All.FirstOrDefault(kind => string.Equals(kind.Word, word, StringComparison.Ordinal));

    /// <summary>The kind of an entity, or <see langword="null"/> when its events are kept for ever.</summary>
    /// <param name="kind">The entity kind.</param>
    public static RetainedKind? Of(string kind) => All.FirstOrDefault(known => string.Equals(known.Kind, kind, StringComparison.Ordinal));
}
