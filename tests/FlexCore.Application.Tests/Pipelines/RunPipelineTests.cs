using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Pipelines;

public class RunPipelineTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private static readonly EntityId Stream = new(TenantId.Default, DataStreamDecider.Kind, "demo");

    private readonly DirectRegion<DataStreamState, DataStreamCommand, DataStreamEvent> _region = new(DataStreamDecider.Kind, new DataStreamDecider());
    private readonly InMemoryStore _store = new();
    private readonly ScriptedStreamRuntime _runtime = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_first_run_begins_at_the_start_and_its_completion_is_on_record()
    {
        await CompleteAsync();

        _region.Events.Select(e => e.GetType().Name).ShouldBe(["Defined", "RunStarted", "RunCompleted"]);
        _runtime.Options!.ResumeFrom.ShouldBeNull();
    }

    [Fact]
    public async Task A_completed_run_is_followed_by_a_new_one()
    {
        var first = await CompleteAsync();
        var second = await StartAsync();

        second.RunId.ShouldNotBe(first);
        second.IsResumed.ShouldBeFalse();
        second.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_run_gets_the_id_that_was_asked_for_unless_it_was_the_last_one()
    {
        (await StartAsync(runId: "mine")).RunId.ShouldBe("mine");

        (await StartAsync(ResumePolicy.Fresh, runId: "mine")).RunId.ShouldNotBe("mine");
        (await StartAsync(runId: "other")).RunId.ShouldNotBe("other", "an interrupted run keeps its own");
    }

    [Fact]
    public async Task A_stopped_run_goes_on_under_its_id_from_its_checkpoint()
    {
        var first = await StopAfterCheckpointAsync(sequence: 4);

        var second = await StartAsync();

        second.RunId.ShouldBe(first);
        second.IsResumed.ShouldBeTrue();
        second.Attempt.ShouldBe(2);
        _runtime.Options!.ResumeFrom!.Sequence.ShouldBe(4);
        _runtime.Options.RunId.ShouldBe(first);
    }

    [Fact]
    public async Task A_run_whose_process_crashed_is_taken_over()
    {
        var crashed = await StartAsync();
        await SaveCheckpointAsync(crashed.RunId, 1);

        var second = await StartAsync();

        second.RunId.ShouldBe(crashed.RunId);
        _runtime.Options!.ResumeFrom!.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_run_goes_on_and_its_failure_is_on_record()
    {
        var run = await StartAsync();
        var waiting = WaitAsync(run);
        _runtime.Run!.Fail(new StreamException("disk-full", "No space is left."));
        (await Should.ThrowAsync<StreamException>(waiting)).Code.ShouldBe("disk-full");
        _region.Events.OfType<DataStreamEvent.RunFailed>().ShouldHaveSingleItem().Error.ShouldBe("No space is left.");

        (await StartAsync()).RunId.ShouldBe(run.RunId);
    }

    [Fact]
    public async Task A_changed_pipeline_does_not_go_on_with_an_older_checkpoint()
    {
        await StopAfterCheckpointAsync(sequence: 1);

        var refused = await Should.ThrowAsync<PipelineRunRefusedException>(StartAsync(fingerprint: "other"));

        refused.Refusal.Code.ShouldBe(PipelineRunRefusedException.CannotResume);
        refused.Message.ShouldContain("--fresh");
    }

    [Fact]
    public async Task A_changed_pipeline_begins_again_when_the_interrupted_run_has_no_checkpoint()
    {
        var first = await StartAsync();

        var second = await StartAsync(fingerprint: "other");

        second.RunId.ShouldNotBe(first.RunId);
        second.IsResumed.ShouldBeFalse();
    }

    [Fact]
    public async Task Fresh_abandons_an_interrupted_run_and_its_checkpoint()
    {
        var first = await StartAsync();
        await SaveCheckpointAsync(first.RunId, 7);

        var second = await StartAsync(ResumePolicy.Fresh);

        second.RunId.ShouldNotBe(first.RunId);
        _runtime.Options!.ResumeFrom.ShouldBeNull();
        (await _store.Checkpoints.LoadAsync(Stream)).ShouldBeNull();
        _region.Events.OfType<DataStreamEvent.RunStopped>().ShouldHaveSingleItem().RunId.ShouldBe(first.RunId);
    }

    [Fact]
    public async Task Fresh_accepts_a_changed_pipeline()
    {
        await StopAfterCheckpointAsync(sequence: 1);

        (await StartAsync(ResumePolicy.Fresh, "other")).IsResumed.ShouldBeFalse();
    }

    [Fact]
    public async Task Resume_is_refused_when_nothing_was_interrupted()
    {
        await CompleteAsync();

        var refused = await Should.ThrowAsync<PipelineRunRefusedException>(StartAsync(ResumePolicy.Required));

        refused.Refusal.Code.ShouldBe(PipelineRunRefusedException.NothingToResume);
    }

    [Fact]
    public async Task Resume_never_begins_again_silently_when_the_pipeline_changed()
    {
        await StartAsync();

        var refused = await Should.ThrowAsync<PipelineRunRefusedException>(StartAsync(ResumePolicy.Required, "other"));

        refused.Refusal.Code.ShouldBe(PipelineRunRefusedException.CannotResume);
    }

    [Fact]
    public async Task A_checkpoint_of_an_older_run_is_not_taken_for_this_runs()
    {
        await SaveCheckpointAsync("some-older-run", 9);
        await StartAsync();
        await SaveCheckpointAsync("some-older-run", 10);

        await StartAsync();

        _runtime.Options!.ResumeFrom.ShouldBeNull();
    }

    [Fact]
    public async Task A_lost_checkpoint_is_an_error_because_going_on_would_write_results_twice()
    {
        await StopAfterCheckpointAsync(sequence: 3);
        await _store.Checkpoints.DeleteAsync(Stream);

        var refused = await Should.ThrowAsync<PipelineRunRefusedException>(StartAsync());

        refused.Refusal.Code.ShouldBe(PipelineRunRefusedException.CheckpointMissing);
    }

    [Fact]
    public async Task A_start_that_fails_is_on_record_and_does_not_block_the_next()
    {
        _runtime.StartFailure = new StreamException("source-not-found", "in.ndjson does not exist.");
        await Should.ThrowAsync<StreamException>(StartAsync());
        _runtime.StartFailure = null;

        (await StartAsync(fingerprint: "other")).IsResumed.ShouldBeFalse();
        _region.Events.OfType<DataStreamEvent.RunFailed>().ShouldHaveSingleItem().Error.ShouldBe("in.ndjson does not exist.");
    }

    [Fact]
    public async Task Checkpoints_are_recorded_once_each_while_the_run_is_at_work()
    {
        var run = await StartAsync();
        var seen = 0;
        using var ticks = new PeriodicTimer(Tick, _clock);
        var waiting = run.WaitAsync(_ => seen++, ticks);
        await _clock.WhenTimersArmedAsync(1);
        _runtime.Run!.Progress = Progress(records: 100, checkpoints: 1);
        _clock.Advance(Tick);
        _clock.Advance(Tick);
        _runtime.Run.Progress = Progress(records: 250, checkpoints: 2);
        _runtime.Run.End();

        (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(PipelineRunStatus.Completed);

        seen.ShouldBeGreaterThanOrEqualTo(1);
        var recorded = _region.Events.OfType<DataStreamEvent.CheckpointRecorded>().Select(e => e.Checkpoint.Sequence).ToArray();
        recorded.ShouldBe(recorded.Distinct().Order());
        recorded[^1].ShouldBe(2);
        _region.Events.OfType<DataStreamEvent.RunCompleted>().ShouldHaveSingleItem().Counters.RecordsIn.ShouldBe(250);
    }

    [Fact]
    public async Task An_aborted_run_counts_as_interrupted()
    {
        var run = await StartAsync();
        var waiting = WaitAsync(run);
        await run.AbortAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        (await StartAsync()).RunId.ShouldBe(run.RunId);
    }

    private static StreamProgress Progress(long records, long checkpoints) => new(records, 0, 0, 0, 0, 0, null, 0, null, checkpoints);

    private async Task<string> CompleteAsync()
    {
        var run = await StartAsync();
        _runtime.Run!.End();
        (await WaitAsync(run)).ShouldBe(PipelineRunStatus.Completed);
        return run.RunId;
    }

    private async Task<string> StopAfterCheckpointAsync(long sequence)
    {
        var run = await StartAsync();
        await SaveCheckpointAsync(run.RunId, sequence);
        _runtime.Run!.Progress = Progress(10, sequence);
        var waiting = WaitAsync(run);
        await run.StopAsync("asked to");
        (await waiting).ShouldBe(PipelineRunStatus.Stopped);
        return run.RunId;
    }

    private ValueTask SaveCheckpointAsync(string runId, long sequence) =>
        _store.Checkpoints.SaveAsync(new StreamCheckpoint(Stream, runId, sequence, "fp", new byte[] { 1 }));

    private async Task<PipelineRunStatus> WaitAsync(RunningPipeline run)
    {
        using var ticks = new PeriodicTimer(Tick, _clock);
        return await run.WaitAsync(_ => { }, ticks).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<RunningPipeline> StartAsync(ResumePolicy resume = ResumePolicy.Automatic, string fingerprint = "fp", string? runId = null)
    {
        var request = new RunPipelineRequest
        {
            Security = SecurityContext.Development,
            Graph = new Graph("demo", fingerprint),
            Definition = new DataStreamDefinition("{}", "{}", "{}", "{}", fingerprint),
            Resume = resume,
            RunId = runId,
        };
        return new RunPipeline(_region, _store.Checkpoints, _runtime, _clock).StartAsync(request);
    }

    private sealed record Graph(string Name, string Fingerprint) : IStreamGraph;
}
