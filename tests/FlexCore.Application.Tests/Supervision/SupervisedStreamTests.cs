using FlexCore.Application.DataStreams;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.Supervision;

/// <summary>How one stream is kept at work: what it does after each way a run can end.</summary>
public sealed class SupervisedStreamTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_run_that_ends_completes_its_pipeline()
    {
        var run = await _bench.StreamAsync("orders copy");
        (run.Options.Stream.Key, run.Options.CheckpointInterval).ShouldBe(("orders", TimeSpan.FromSeconds(7)));
        run.Progress = StageRun.ProgressOf(5, checkpoints: 1);
        run.End();

        (await _bench.Said.NextAsync()).ShouldBe("ended orders completed");
        await _bench.EndedAsync("orders");
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Completed);
        (await _bench.RunStateAsync("orders")).Run.ShouldNotBeNull().Counters.RecordsIn.ShouldBe(5);
        run.IsDisposed.ShouldBeTrue("what a run holds open must not outlive it");
        _bench.Supervisor.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_run_starts_again_after_pauses_that_double_up_to_their_bound()
    {
        _bench.Options.RestartDelay = TimeSpan.FromSeconds(10);
        _bench.Options.RestartDelayMax = TimeSpan.FromSeconds(25);
        var run = await _bench.StreamAsync("orders copy");
        foreach (var (number, seconds) in new[] { (1, 10), (2, 20), (3, 25), (4, 25) })
        {
            run.Fail("sink-unavailable");
            (await _bench.Said.NextAsync()).ShouldBe($"restarting orders {number} in {seconds}000 ms: It failed: sink-unavailable.");
            await _bench.Clock.WhenTimerDueAsync(TimeSpan.FromSeconds(seconds)).WaitAsync(TimeSpan.FromSeconds(30));
            _bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
            run = await _bench.Runtime.NextAsync();
            (await _bench.Said.NextAsync()).ShouldBe($"started orders {number + 1}");
        }
    }

    [Fact]
    public async Task A_store_that_is_away_when_the_stream_begins_is_waited_for()
    {
        _bench.StreamRegion.ReadFault = () => new JournalException("The store is away.");

        // The stream is created; only its state cannot be told.
        await Should.ThrowAsync<JournalException>(() => _bench.Streams.CreateAsync(Workbench.Call, new CreateStream("orders copy")));
        (await _bench.Said.NextAsync()).ShouldStartWith("restarting orders 1 ");

        _bench.StreamRegion.ReadFault = () => null;
        await RestartedAsync();

        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Running);
    }

    [Fact]
    public async Task A_stream_that_is_stopped_while_it_waits_for_the_store_is_no_failure()
    {
        _bench.StreamRegion.ReadFault = () => new JournalException("The store is away.");
        await Should.ThrowAsync<JournalException>(() => _bench.Streams.CreateAsync(Workbench.Call, new CreateStream("orders copy")));
        (await _bench.Said.NextAsync()).ShouldStartWith("restarting orders 1 ");

        await _bench.Supervisor.StopAsync(Workbench.IdOf("orders"), "its shard moves to another node", CancellationToken.None);

        (await _bench.Said.NextAsync()).ShouldBe("ended orders stopped");
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Running, "another node goes on with it");
    }

    [Fact]
    public async Task While_it_waits_people_see_why_and_until_when()
    {
        _bench.Options.RestartDelay = TimeSpan.FromSeconds(30);
        (await _bench.StreamAsync("orders copy")).Fail("sink-unavailable");
        await _bench.Said.NextAsync();

        var view = (await _bench.Streams.GetAsync(Workbench.Call, "orders")).Required;

        (view.Status, view.Restarts, view.Error).ShouldBe(("restarting", 1, "It failed: sink-unavailable."));
        view.NextRestartAt.ShouldBe(_bench.Clock.GetUtcNow().AddSeconds(30));
    }

    [Fact]
    public async Task A_checkpoint_in_between_begins_the_count_of_restarts_anew()
    {
        _bench.Options.RestartsMax = 1;
        var run = await _bench.StreamAsync("orders copy");
        for (var i = 0; i < 3; i++)
        {
            run.Progress = StageRun.ProgressOf(10, checkpoints: 1);
            run.Fail("sink-unavailable");
            (await _bench.Said.NextAsync()).ShouldStartWith("restarting orders 1 ");
            run = await RestartedAsync();
        }

        run.Fail("sink-unavailable");
        (await _bench.Said.NextAsync()).ShouldBe("gave up orders: It failed: sink-unavailable.");
        await _bench.EndedAsync("orders");
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Failed);
        (await _bench.PipelineRegion.ReadAsync(Workbench.IdOf("orders"))).State.Run.ShouldNotBeNull().Error.ShouldBe("It failed: sink-unavailable.");
    }

    [Theory]
    [InlineData("record-failed")]
    [InlineData("csv-column-unknown")]
    [InlineData("graph-unknown")]
    [InlineData("source-changed")]
    [InlineData("source-not-resumable")]
    [InlineData("sink-behind-checkpoint")]
    [InlineData("checkpoint-unreadable")]
    public async Task A_failure_that_would_only_repeat_itself_is_not_tried_again(string code)
    {
        (await _bench.StreamAsync("orders copy")).Fail(code);

        (await _bench.Said.NextAsync()).ShouldBe($"gave up orders: It failed: {code}.");
    }

    [Fact]
    public async Task Any_other_fault_of_a_run_is_met_with_a_restart()
    {
        (await _bench.StreamAsync("orders copy")).Fail(new InvalidOperationException("A bug."));

        (await _bench.Said.NextAsync()).ShouldStartWith("restarting orders 1 ");
    }

    [Fact]
    public async Task A_fresh_start_forgets_the_checkpoint_once_and_its_restarts_go_on_from_theirs()
    {
        var first = await _bench.StreamAsync("orders copy");
        await SaveCheckpointAsync(first, 3);
        await _bench.Streams.StopAsync(Workbench.Call, "orders");
        (await _bench.Said.NextAsync()).ShouldBe("ended orders stopped");

        (await _bench.Streams.StartAsync(Workbench.Call, "orders", new() { Fresh = true })).Refusal.ShouldBeNull();
        var fresh = await _bench.Runtime.NextAsync();
        (fresh.Options.ResumeFrom, fresh.Options.RunId == first.Options.RunId).ShouldBe((null, false));
        await _bench.Said.NextAsync();
        await SaveCheckpointAsync(fresh, 1);
        fresh.Fail("sink-unavailable");
        await _bench.Said.NextAsync();

        var restarted = await RestartedAsync();
        restarted.Options.RunId.ShouldBe(fresh.Options.RunId);
        restarted.Options.ResumeFrom.ShouldNotBeNull().Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_fresh_start_that_fails_before_it_begins_stays_fresh()
    {
        var first = await _bench.StreamAsync("orders copy");
        await SaveCheckpointAsync(first, 3);
        await _bench.Streams.StopAsync(Workbench.Call, "orders");
        await _bench.Said.NextAsync();
        _bench.StreamRegion.Fault = command => command is DataStreamCommand.Start ? new EntityFailedException(Workbench.StreamIdOf("orders"), "busy") : null;

        await _bench.Streams.StartAsync(Workbench.Call, "orders", new() { Fresh = true });
        (await _bench.Said.NextAsync()).ShouldStartWith("restarting orders 1 ");
        _bench.StreamRegion.Fault = static _ => null;

        (await RestartedAsync()).Options.ResumeFrom.ShouldBeNull();
    }

    [Fact]
    public async Task A_stop_while_it_waits_for_its_restart_ends_it_at_once()
    {
        _bench.Options.RestartDelay = TimeSpan.FromHours(1);
        (await _bench.StreamAsync("orders copy")).Fail("sink-unavailable");
        await _bench.Said.NextAsync();

        var stopped = (await _bench.Streams.StopAsync(Workbench.Call, "orders").WaitAsync(TimeSpan.FromSeconds(30))).Required;

        (stopped.Status, stopped.NextRestartAt).ShouldBe(("stopped", null));
        (await _bench.Said.NextAsync()).ShouldBe("ended orders stopped");
        _bench.Clock.ArmedTimerCount.ShouldBe(0, "the pause must not ring later");
    }

    [Fact]
    public async Task A_run_that_does_not_drain_in_time_is_ended_at_its_last_checkpoint()
    {
        _bench.Options.DrainTimeout = TimeSpan.FromSeconds(25);
        var run = await _bench.StreamAsync("orders live");
        run.DrainsAtOnce = false;
        var stopping = _bench.Streams.StopAsync(Workbench.Call, "orders");
        await run.Draining.WaitAsync("the run is asked to drain");
        (await _bench.Streams.GetAsync(Workbench.Call, "orders")).Required.Status.ShouldBe("draining");
        await _bench.Clock.WhenTimersArmedAsync(2).WaitAsync(TimeSpan.FromSeconds(30));

        _bench.Clock.Advance(TimeSpan.FromSeconds(24));
        run.IsAborted.ShouldBeFalse();
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        (await stopping.WaitAsync(TimeSpan.FromSeconds(30))).Required.Status.ShouldBe("stopped");
        run.IsAborted.ShouldBeTrue();
        (await _bench.Said.NextAsync()).ShouldBe("drain timed out orders");
        (await _bench.Said.NextAsync()).ShouldBe("ended orders stopped");
    }

    [Fact]
    public async Task A_run_that_fails_while_it_drains_does_not_start_again()
    {
        var run = await _bench.StreamAsync("orders live");
        run.DrainsAtOnce = false;
        var stopping = _bench.Streams.StopAsync(Workbench.Call, "orders");
        await run.Draining.WaitAsync("the run is asked to drain");
        run.Fail("sink-unavailable");

        (await stopping.WaitAsync(TimeSpan.FromSeconds(30))).Refusal.ShouldBeNull();
        _bench.Supervisor.Count.ShouldBe(0);
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Paused, "a person stopped it, so a person starts it");
    }

    [Fact]
    public async Task A_run_that_completes_as_it_is_paused_has_completed()
    {
        var run = await _bench.StreamAsync("orders copy");
        await _bench.PipelineRegion.AskAsync(Workbench.IdOf("orders"), new PipelineCommand.Pause(new CommandContext(SecurityContext.Development, _bench.Clock.GetUtcNow(), "c")));
        run.End();

        (await _bench.Said.NextAsync()).ShouldBe("ended orders completed");
        await _bench.EndedAsync("orders");
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Completed);
    }

    [Fact]
    public async Task A_pause_of_a_later_run_is_not_lifted_by_the_end_of_an_earlier_one()
    {
        var run = await _bench.StreamAsync("orders copy");
        var context = new CommandContext(SecurityContext.Development, _bench.Clock.GetUtcNow(), "c");
        await _bench.PipelineRegion.AskAsync(Workbench.IdOf("orders"), new PipelineCommand.Pause(context));
        await _bench.PipelineRegion.AskAsync(Workbench.IdOf("orders"), new PipelineCommand.Start(context, "later"));
        await _bench.PipelineRegion.AskAsync(Workbench.IdOf("orders"), new PipelineCommand.Pause(context));
        run.End();
        await _bench.Said.NextAsync();
        await _bench.EndedAsync("orders");

        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Paused);
    }

    [Fact]
    public async Task An_end_that_cannot_be_recorded_is_told_and_settled_by_the_next_start()
    {
        var run = await _bench.StreamAsync("orders copy");
        _bench.PipelineRegion.Fault = command => command is PipelineCommand.Complete ? new EntityFailedException(Workbench.IdOf("orders"), "the disk is full") : null;
        run.End();

        (await _bench.Said.NextAsync()).ShouldStartWith("not recorded orders: ");
        await _bench.EndedAsync("orders");
        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Running);

        var again = await _bench.AgainAsync();
        (await again.Starter.StartAllAsync()).ShouldBeEmpty();
        (await again.Said.NextAsync()).ShouldBe("ended orders completed");
        await again.EndedAsync("orders");
        (await again.StatusAsync("orders")).ShouldBe(PipelineStatus.Completed, "nothing ran a second time");
    }

    [Fact]
    public async Task The_end_of_an_earlier_run_does_not_count_for_a_new_one()
    {
        (await _bench.StreamAsync("orders copy")).End();
        await _bench.Said.NextAsync();
        await _bench.EndedAsync("orders");
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        await _bench.Streams.StartAsync(Workbench.Call, "orders", new());

        (await _bench.Runtime.NextAsync()).Options.ResumeFrom.ShouldBeNull();
        (await _bench.Said.NextAsync()).ShouldBe("started orders 1");
    }

    [Fact]
    public async Task A_document_that_no_longer_compiles_fails_its_stream_with_the_mistake()
    {
        await _bench.StreamAsync("orders copy");
        var again = await _bench.AgainAsync();
        var order = new StreamOrder(Workbench.IdOf("orders"), new PipelineRun("r", 1, _bench.Clock.GetUtcNow()), "orders broken", "user:ana");
        again.Supervisor.TryStart(order).ShouldBeNull();

        (await again.Said.NextAsync()).ShouldBe("gave up orders: The document has mistakes, the first: There is no step 'broken'.");
    }

    [Fact]
    public async Task An_interrupted_run_whose_pipeline_has_changed_is_given_up_with_the_way_out()
    {
        var run = await _bench.StreamAsync("orders copy");
        await SaveCheckpointAsync(run, 1);
        run.Progress = StageRun.ProgressOf(3, checkpoints: 1);
        await _bench.Streams.StopAsync(Workbench.Call, "orders");
        await _bench.Said.NextAsync();
        (await _bench.Pipelines.UpdateAsync(Workbench.Call, "orders", new UpdatePipeline { Document = "orders other" })).Refusal.ShouldBeNull();

        await _bench.Streams.RestartAsync(Workbench.Call, "orders", new());

        (await _bench.Said.NextAsync()).ShouldMatch("gave up orders: .*had another definition.*--fresh");
    }

    [Fact]
    public async Task An_error_longer_than_the_history_keeps_is_cut_and_recorded()
    {
        (await _bench.StreamAsync("orders copy")).Fail(new StreamException("record-failed", new string('x', PipelineLimits.TextLengthMax + 5)));
        await _bench.Said.NextAsync();
        await _bench.EndedAsync("orders");

        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Failed);
        (await _bench.PipelineRegion.ReadAsync(Workbench.IdOf("orders"))).State.Run?.Error?.Length.ShouldBe(PipelineLimits.TextLengthMax);
    }

    [Fact]
    public async Task Checkpoints_are_noted_in_the_history_at_the_report_interval()
    {
        _bench.Options.ReportInterval = TimeSpan.FromSeconds(10);
        var run = await _bench.StreamAsync("orders live");
        await _bench.Clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
        run.Progress = StageRun.ProgressOf(8, checkpoints: 4);
        _bench.Clock.Advance(TimeSpan.FromSeconds(9));
        _bench.StreamRegion.Commands.OfType<DataStreamCommand.RecordCheckpoint>().ShouldBeEmpty();
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.Streams.StopAsync(Workbench.Call, "orders");

        var noted = _bench.StreamRegion.Commands.OfType<DataStreamCommand.RecordCheckpoint>().ShouldHaveSingleItem("nothing new came before the stop");
        (noted.Checkpoint.Sequence, noted.Checkpoint.Counters.RecordsIn).ShouldBe((4, 8));
    }

    private async Task<StageRun> RestartedAsync()
    {
        await _bench.Clock.WhenTimerDueAsync(_bench.Options.RestartDelay).WaitAsync(TimeSpan.FromSeconds(30));
        _bench.Clock.Advance(_bench.Options.RestartDelay);
        var run = await _bench.Runtime.NextAsync();
        (await _bench.Said.NextAsync()).ShouldStartWith("started");
        return run;
    }

    private async Task SaveCheckpointAsync(StageRun run, long sequence) =>
        await _bench.Store.Checkpoints.SaveAsync(new StreamCheckpoint(run.Options.Stream, run.Options.RunId, sequence, run.Graph.Fingerprint, new byte[] { 1 }));
}
