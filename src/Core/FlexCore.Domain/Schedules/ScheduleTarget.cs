namespace FlexCore.Domain.Schedules;

/// <summary>What a firing causes.</summary>
/// <param name="Kind">What it is: one of <see cref="Kinds"/>.</param>
/// <param name="Name">Which one: the topic of an event, the stream, the pipeline, the command.</param>
/// <param name="Input">What it is given, JSON text.</param>
public sealed record ScheduleTarget(string Kind, string Name, string Input)
{
    /// <summary>Appends a record to an event topic.</summary>
    public const string Event = "event";

    /// <summary>Appends an event to an event stream of users.</summary>
    public const string EventStream = "stream";

    /// <summary>Starts a run of a pipeline.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>Sends a command.</summary>
    public const string Command = "command";

    /// <summary>Starts a flow.</summary>
    public const string Flow = "flow";

    /// <summary>Runs a script.</summary>
    public const string Script = "script";

    /// <summary>Every kind.</summary>
    public static ValueList<string> Kinds { get; } = [Event, EventStream, Pipeline, Command, Flow, Script];
}
