namespace FlexCore.Domain.DataStreams;

/// <summary>Every answer "no" of the data stream's decider, in one place: codes are a contract and are listed in this folder's README.md.</summary>
internal static class DataStreamRefusals
{
    public static Refusal NotFound() =>
        new("stream-not-found", "This data stream does not exist. Define it first.");

    public static Refusal BadText(string field, string rule) =>
        new("bad-text", $"The {field} {rule}.");

    public static Refusal IsRunning(DataStreamState state) =>
        new("stream-is-running", $"The data stream '{state.Name}' is running as '{state.Run?.Id}'. Stop that run first, or start with mode resume and its id to take it over after a crash.");

    public static Refusal NotRunning(DataStreamState state) =>
        new("stream-not-running", $"The data stream '{state.Name}' is {state.Status.ToString().ToLowerInvariant()}: no run is at work. Start one first.");

    public static Refusal RunIdUsed(string runId) =>
        new("run-id-used", $"The run '{Excerpt.Of(runId)}' has been started before. Start a fresh run with a new id, or start this one with mode resume.");

    public static Refusal NothingToResume(DataStreamState state) =>
        new("nothing-to-resume", $"The data stream '{state.Name}' has never run. Start a fresh run.");

    public static Refusal OtherRun(string runId, StreamRun run) =>
        new("other-run", $"The run '{Excerpt.Of(runId)}' is not the stream's current run '{run.Id}'. Name that run, or start a fresh one.");

    public static Refusal StaleAttempt(int attempt, StreamRun run) =>
        new("stale-attempt", $"Attempt {attempt} of run '{run.Id}' is not the current attempt {run.Attempt}: the run was taken over. Stop this process.");

    public static Refusal RunCompleted(StreamRun run) =>
        new("run-completed", $"The run '{run.Id}' has completed and cannot go on. Start a fresh run.");

    public static Refusal DefinitionChanged(StreamRun run) =>
        new("definition-changed", $"The definition has changed since run '{run.Id}' started, so its checkpoint no longer fits. Start a fresh run.");

    public static Refusal StaleCheckpoint(long sequence, long newest) =>
        new("stale-checkpoint", $"The checkpoint {sequence} is not newer than checkpoint {newest}. Number checkpoints upwards from {newest + 1}.");

    public static Refusal CountersWentBack(StreamCounters counters, StreamCounters known) =>
        new("counters-went-back", $"The counters {counters} are below {known}, which the run has reported before. Report totals over all attempts.");
}
