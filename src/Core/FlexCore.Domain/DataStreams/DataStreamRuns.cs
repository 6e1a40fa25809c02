namespace FlexCore.Domain.DataStreams;

/// <summary>Decides starts, checkpoints and ends of runs. Pure.</summary>
internal static class DataStreamRuns
{
    public static Decision<DataStreamEvent> StartFresh(DataStreamState state, DataStreamCommand.Start command)
    {
        var refusal = DataStreamRules.CheckId("run id", command.RunId)
            ?? (state.Status == DataStreamStatus.Running ? DataStreamRefusals.IsRunning(state) : null)
            ?? (IsCurrent(state.Run, command.RunId) ? DataStreamRefusals.RunIdUsed(command.RunId) : null);
        return Answer(refusal, () => new DataStreamEvent.RunStarted(command.RunId, state.Definition?.Fingerprint ?? "", command.Context.Time.ToUniversalTime()));
    }

    public static Decision<DataStreamEvent> Resume(DataStreamState state, DataStreamCommand.Start command)
    {
        if (state.Run is not { } run)
        {
            return Decision<DataStreamEvent>.Refuse(DataStreamRefusals.NothingToResume(state));
        }

        var refusal = !IsCurrent(run, command.RunId)
            ? (state.Status == DataStreamStatus.Running ? DataStreamRefusals.IsRunning(state) : DataStreamRefusals.OtherRun(command.RunId, run))
            : state.Status == DataStreamStatus.Completed ? DataStreamRefusals.RunCompleted(run)
            : !string.Equals(run.Fingerprint, state.Definition?.Fingerprint, StringComparison.Ordinal) ? DataStreamRefusals.DefinitionChanged(run)
            : null;
        return Answer(
            refusal,
            () => new DataStreamEvent.RunResumed(run.Id, run.Attempt + 1, run.Checkpoint?.Sequence ?? 0, command.Context.Time.ToUniversalTime()));
    }

    public static Decision<DataStreamEvent> RecordCheckpoint(DataStreamState state, DataStreamCommand.RecordCheckpoint command)
    {
        var checkpoint = command.Checkpoint;
        var newest = state.Run?.Checkpoint;
        var refusal = DataStreamRules.CheckReport(state, command.RunId, command.Attempt);

        // The same report sent twice is one checkpoint.
        if (refusal is null && checkpoint == newest)
        {
            return Decision<DataStreamEvent>.Nothing;
        }

        refusal ??= DataStreamRules.CheckSequence(checkpoint.Sequence, newest?.Sequence ?? 0)
            ?? DataStreamRules.CheckText("position", checkpoint.Position)
            ?? DataStreamRules.CheckCounters(checkpoint.Counters, KnownCounters(state));
        return Answer(refusal, () => new DataStreamEvent.CheckpointRecorded(command.RunId, checkpoint));
    }

    public static Decision<DataStreamEvent> Stop(DataStreamState state, DataStreamCommand.Stop command)
    {
        if (IsRepeated(state, DataStreamStatus.Stopped, command.RunId, command.Attempt))
        {
            return Decision<DataStreamEvent>.Nothing;
        }

        var refusal = DataStreamRules.CheckReport(state, command.RunId, command.Attempt)
            ?? DataStreamRules.CheckText("reason", command.Reason)
            ?? DataStreamRules.CheckCounters(command.Counters, KnownCounters(state));
        return Answer(refusal, () => new DataStreamEvent.RunStopped(command.RunId, command.Counters, command.Reason, command.Context.Time.ToUniversalTime()));
    }

    public static Decision<DataStreamEvent> Complete(DataStreamState state, DataStreamCommand.Complete command)
    {
        if (IsRepeated(state, DataStreamStatus.Completed, command.RunId, command.Attempt))
        {
            return Decision<DataStreamEvent>.Nothing;
        }

        var refusal = DataStreamRules.CheckReport(state, command.RunId, command.Attempt)
            ?? DataStreamRules.CheckCounters(command.Counters, KnownCounters(state));
        return Answer(refusal, () => new DataStreamEvent.RunCompleted(command.RunId, command.Counters, command.Context.Time.ToUniversalTime()));
    }

    public static Decision<DataStreamEvent> Fail(DataStreamState state, DataStreamCommand.Fail command)
    {
        if (IsRepeated(state, DataStreamStatus.Failed, command.RunId, command.Attempt))
        {
            return Decision<DataStreamEvent>.Nothing;
        }

        var refusal = DataStreamRules.CheckReport(state, command.RunId, command.Attempt)
            ?? DataStreamRules.CheckText("error", command.Error);
        return Answer(refusal, () => new DataStreamEvent.RunFailed(command.RunId, command.Error, command.Context.Time.ToUniversalTime()));
    }

    private static bool IsCurrent(StreamRun? run, string runId) => string.Equals(run?.Id, runId, StringComparison.Ordinal);

    // The reporter did not hear the first answer and asks again.
    private static bool IsRepeated(DataStreamState state, DataStreamStatus reached, string runId, int attempt) =>
        state.Status == reached && IsCurrent(state.Run, runId) && state.Run?.Attempt == attempt;

    private static StreamCounters KnownCounters(DataStreamState state) => state.Run?.Counters ?? StreamCounters.Zero;

    private static Decision<DataStreamEvent> Answer(Refusal? refusal, Func<DataStreamEvent> happened) =>
        refusal is null ? Decision<DataStreamEvent>.Accept(happened()) : Decision<DataStreamEvent>.Refuse(refusal);
}
