using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;
using static FlexCore.Domain.DataStreams.DataStreamEvent;

namespace FlexCore.Domain.Tests.DataStreams;

public sealed class DataStreamDeciderProperties : DeciderSpecification<DataStreamState, DataStreamCommand, DataStreamEvent>
{
    protected override IDecider<DataStreamState, DataStreamCommand, DataStreamEvent> Decider { get; } = new DataStreamDecider();

    protected override Gen<DataStreamCommand> Commands => DataStreamCommands.Any;

    [Fact]
    public void A_completed_run_never_goes_on() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Status == DataStreamStatus.Completed))
        {
            step.Decision.Events.ShouldAllBe(e => e is RunStarted || e is Redefined, $"{step.Command} after completion");
        }
    });

    [Fact]
    public void A_run_is_fresh_only_while_none_is_at_work() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Decision.Events.OfType<RunStarted>().Any()))
        {
            step.Before.Status.ShouldNotBe(DataStreamStatus.Running);
            step.After.Run!.Id.ShouldNotBe(step.Before.Run?.Id);
        }
    });

    [Fact]
    public void Only_the_current_attempt_is_heard() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Decision.Events.Count > 0))
        {
            if (AttemptOf(step.Command) is { } attempt)
            {
                attempt.ShouldBe(step.Before.Run!.Attempt, $"{step.Command}");
            }
        }
    });

    [Fact]
    public void Checkpoints_grow_and_counters_never_go_back_below_them() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Run?.Checkpoint is not null && step.Before.Run.Id == step.After.Run?.Id))
        {
            var before = step.Before.Run!.Checkpoint!;
            var after = step.After.Run!.Checkpoint.ShouldNotBeNull();
            (after == before || after.Sequence > before.Sequence).ShouldBeTrue($"after {step.Command}");
            after.Counters.IsAtLeast(before.Counters).ShouldBeTrue($"after {step.Command}");
        }
    });

    [Fact]
    public void A_resume_counts_on_from_the_checkpoint_in_the_next_attempt() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Decision.Events.OfType<RunResumed>().Any()))
        {
            step.After.Run!.Attempt.ShouldBe(step.Before.Run!.Attempt + 1);
            step.After.Run.Checkpoint.ShouldBe(step.Before.Run.Checkpoint);
            step.After.Run.Counters.ShouldBe(step.Before.Run.Checkpoint?.Counters ?? StreamCounters.Zero);
        }
    });

    protected override Enum StatusOf(DataStreamState state) => state.Status;

    protected override string? IllegalBecause(DataStreamState state)
    {
        var ended = state.Status is DataStreamStatus.Stopped or DataStreamStatus.Completed or DataStreamStatus.Failed;
        return state.Status == DataStreamStatus.Absent != (state.Definition is null) ? "only an absent stream has no definition"
            : state.Status <= DataStreamStatus.Defined != (state.Run is null) ? "only a stream that never ran has no run"
            : state.Status == DataStreamStatus.Running && state.Run is not { EndedAt: null, Reason: null } ? "a run at work has not ended"
            : state.Status == DataStreamStatus.Running && state.Run?.Fingerprint != state.Definition?.Fingerprint ? "a run at work runs the definition"
            : ended && state.Run is not { EndedAt: not null } ? "an ended run has an end"
            : state.Run is { Attempt: < 1 } or { Checkpoint.Sequence: < 1 } ? "attempts and sequences count from 1"
            : state.Run is { } run && !run.Counters.IsAtLeast(run.Checkpoint?.Counters ?? StreamCounters.Zero) ? "counters are at least the checkpoint's"
            : null;
    }

    private static int? AttemptOf(DataStreamCommand command) => command switch
    {
        DataStreamCommand.RecordCheckpoint c => c.Attempt,
        DataStreamCommand.Stop c => c.Attempt,
        DataStreamCommand.Complete c => c.Attempt,
        DataStreamCommand.Fail c => c.Attempt,
        _ => null,
    };
}
