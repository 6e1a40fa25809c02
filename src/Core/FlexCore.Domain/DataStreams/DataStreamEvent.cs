namespace FlexCore.Domain.DataStreams;

/// <summary>Something that happened to a data stream. The family is closed: every event is nested here.</summary>
public abstract record DataStreamEvent
{
    private DataStreamEvent()
    {
    }

    /// <summary>The stream exists.</summary>
    /// <param name="Tenant">Who owns it.</param>
    /// <param name="Owner">The principal that defined it.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Definition">What it does.</param>
    public sealed record Defined(TenantId Tenant, string Owner, string Name, DataStreamDefinition Definition) : DataStreamEvent;

    /// <summary>The stream does something else from its next run on.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Definition">What it does.</param>
    public sealed record Redefined(string Name, DataStreamDefinition Definition) : DataStreamEvent;

    /// <summary>A fresh run started.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Fingerprint">The definition it runs.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record RunStarted(string RunId, string Fingerprint, DateTimeOffset At) : DataStreamEvent;

    /// <summary>The last run went on, or was taken over after a crash.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Attempt">The number of this attempt, from 2.</param>
    /// <param name="FromSequence">The checkpoint it goes on from; 0 when there was none.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record RunResumed(string RunId, int Attempt, long FromSequence, DateTimeOffset At) : DataStreamEvent;

    /// <summary>A checkpoint became durable.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Checkpoint">The checkpoint.</param>
    public sealed record CheckpointRecorded(string RunId, RecordedCheckpoint Checkpoint) : DataStreamEvent;

    /// <summary>The run was stopped before its end.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Counters">What it had done.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record RunStopped(string RunId, StreamCounters Counters, string Reason, DateTimeOffset At) : DataStreamEvent;

    /// <summary>The run reached the end of its source.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Counters">What it has done.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record RunCompleted(string RunId, StreamCounters Counters, DateTimeOffset At) : DataStreamEvent;

    /// <summary>The run ended with an error.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Error">What went wrong.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record RunFailed(string RunId, string Error, DateTimeOffset At) : DataStreamEvent;
}
