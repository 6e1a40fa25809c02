namespace FlexCore.Domain.DataStreams;

/// <summary>A request to change a data stream. The family is closed: every command is nested here.</summary>
/// <param name="Context">Who asks, when, and in which chain of work.</param>
public abstract record DataStreamCommand(CommandContext Context) : ICommand
{
    /// <summary>Defines the stream, or replaces its definition while no run is at work.</summary>
    /// <param name="Context">Who asks; becomes the owner when the stream is new.</param>
    /// <param name="Name">A name for people.</param>
    /// <param name="Definition">What the stream does.</param>
    public sealed record Define(CommandContext Context, string Name, DataStreamDefinition Definition) : DataStreamCommand(Context);

    /// <summary>Starts a run.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">A new id for a fresh run, the last run's id to resume: 1 to 128 of <c>A-Z a-z 0-9 - _ . :</c>.</param>
    /// <param name="Mode">From the beginning, or from the last run's checkpoint.</param>
    public sealed record Start(CommandContext Context, string RunId, StartMode Mode) : DataStreamCommand(Context);

    /// <summary>Reports a durable checkpoint.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">The run.</param>
    /// <param name="Attempt">The attempt that took it.</param>
    /// <param name="Checkpoint">The checkpoint; its sequence must be above the last one's.</param>
    public sealed record RecordCheckpoint(CommandContext Context, string RunId, int Attempt, RecordedCheckpoint Checkpoint)
        : DataStreamCommand(Context);

    /// <summary>Reports that the run was stopped before its end.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">The run.</param>
    /// <param name="Attempt">The attempt that ended.</param>
    /// <param name="Counters">What the run has done.</param>
    /// <param name="Reason">Why, for people.</param>
    public sealed record Stop(CommandContext Context, string RunId, int Attempt, StreamCounters Counters, string Reason)
        : DataStreamCommand(Context);

    /// <summary>Reports that the run reached the end of its source.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">The run.</param>
    /// <param name="Attempt">The attempt that ended.</param>
    /// <param name="Counters">What the run has done.</param>
    public sealed record Complete(CommandContext Context, string RunId, int Attempt, StreamCounters Counters) : DataStreamCommand(Context);

    /// <summary>Reports that the run ended with an error.</summary>
    /// <param name="Context">Who asks.</param>
    /// <param name="RunId">The run.</param>
    /// <param name="Attempt">The attempt that ended.</param>
    /// <param name="Error">What went wrong.</param>
    public sealed record Fail(CommandContext Context, string RunId, int Attempt, string Error) : DataStreamCommand(Context);
}
