using System.Diagnostics;

namespace FlexCore.Domain.DataStreams;

/// <summary>Applies events to a data stream's state. Pure; an event that cannot follow the state stops the replay.</summary>
internal static class DataStreamEvolution
{
    public static DataStreamState Apply(DataStreamState state, DataStreamEvent @event)
    {
        if (state.Status == DataStreamStatus.Absent != @event is DataStreamEvent.Defined)
        {
            var reason = @event is DataStreamEvent.Defined ? "the stream exists already" : "the stream was never defined";
            throw new ContradictoryHistoryException(@event.GetType().Name, reason);
        }

        return @event switch
        {
            DataStreamEvent.Defined e => new DataStreamState(DataStreamStatus.Defined, e.Tenant, e.Owner, e.Name, e.Definition, null),
            DataStreamEvent.Redefined e => state with { Name = e.Name, Definition = e.Definition },
            DataStreamEvent.RunStarted e => state with
            {
                Status = DataStreamStatus.Running,
                Run = new StreamRun(e.RunId, 1, e.Fingerprint, e.At, StreamCounters.Zero, null),
            },
            DataStreamEvent.RunResumed e => state with { Status = DataStreamStatus.Running, Run = Resumed(RunOf(state, e, e.RunId), e) },
            DataStreamEvent.CheckpointRecorded e => state with { Run = Checkpointed(RunOf(state, e, e.RunId), e) },
            DataStreamEvent.RunStopped e => Ended(state, DataStreamStatus.Stopped, RunOf(state, e, e.RunId) with
            {
                Counters = e.Counters, Reason = e.Reason, EndedAt = e.At,
            }),
            DataStreamEvent.RunCompleted e => Ended(state, DataStreamStatus.Completed, RunOf(state, e, e.RunId) with
            {
                Counters = e.Counters, EndedAt = e.At,
            }),
            DataStreamEvent.RunFailed e => Ended(state, DataStreamStatus.Failed, RunOf(state, e, e.RunId) with
            {
                Reason = e.Error, EndedAt = e.At,
            }),
            _ => throw new UnreachableException($"The event {@event.GetType().Name} is not part of the family."),
        };
    }

    private static DataStreamState Ended(DataStreamState state, DataStreamStatus status, StreamRun run) =>
        state with { Status = status, Run = run };

    // Counting goes on from the checkpoint: what was done after it is done again.
    private static StreamRun Resumed(StreamRun run, DataStreamEvent.RunResumed @event) => run with
    {
        Attempt = @event.Attempt,
        Counters = run.Checkpoint?.Counters ?? StreamCounters.Zero,
        EndedAt = null,
        Reason = null,
    };

    private static StreamRun Checkpointed(StreamRun run, DataStreamEvent.CheckpointRecorded @event) => run with
    {
        Checkpoint = @event.Checkpoint,
        Counters = @event.Checkpoint.Counters,
    };

    private static StreamRun RunOf(DataStreamState state, DataStreamEvent @event, string runId) =>
        state.Run is { } run && string.Equals(run.Id, runId, StringComparison.Ordinal)
            ? run
            : throw new ContradictoryHistoryException(@event.GetType().Name, $"the current run is '{state.Run?.Id}' and not '{runId}'");
}
