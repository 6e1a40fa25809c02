using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.DataStreams.DataStreamCommand;

namespace FlexCore.Domain.Tests.DataStreams;

public sealed class DataStreamDeciderTests
{
    private static readonly CommandContext Me = Contexts.Of("acme");
    private static readonly DataStreamDefinition First = new("{}", """{"file":"a.log"}""", "[]", "{}", "f1");
    private static readonly StreamCounters Ten = new(10, 9, 1, 0);
    private static readonly StreamCounters Twenty = new(20, 18, 1, 1);
    private static readonly Define Defined = new(Me, "clicks", First);
    private static readonly Start Fresh = new(Me, "r1", StartMode.Fresh);
    private static readonly Start Resumed = new(Me, "r1", StartMode.Resume);
    private readonly DataStreamDecider _decider = new();

    [Fact]
    public void A_defined_stream_belongs_to_its_definer()
    {
        After(Defined).ShouldBe(new DataStreamState(DataStreamStatus.Defined, new TenantId("acme"), "user:ana", "clicks", First, null));
    }

    [Fact]
    public void The_same_definition_again_changes_nothing()
    {
        _decider.Decide(After(Defined), Defined).ShouldBe(Decision<DataStreamEvent>.Nothing);
        _decider.Decide(After(Defined, Fresh), Defined).ShouldBe(Decision<DataStreamEvent>.Nothing);
    }

    [Fact]
    public void The_definition_does_not_change_under_a_run()
    {
        Refused(Defined with { Definition = First with { Target = "[]" } }, Defined, Fresh).Code.ShouldBe("stream-is-running");
    }

    [Fact]
    public void A_stream_that_was_never_defined_does_not_start()
    {
        _decider.Decide(_decider.Initial, Fresh).Refusal.ShouldNotBeNull().Code.ShouldBe("stream-not-found");
    }

    [Fact]
    public void A_fresh_run_counts_from_nothing()
    {
        After(Defined, Fresh).Run.ShouldBe(new StreamRun("r1", 1, "f1", Contexts.Noon, StreamCounters.Zero, null));
    }

    [Fact]
    public void A_second_start_while_running_is_refused_with_the_way_out()
    {
        var refusal = Refused(Fresh with { RunId = "r2" }, Defined, Fresh);

        refusal.Code.ShouldBe("stream-is-running");
        refusal.Message.ShouldContain("'r1'");
        refusal.Message.ShouldContain("resume");
        Refused(Fresh, Defined, Fresh).Code.ShouldBe("stream-is-running");
        Refused(Resumed with { RunId = "r2" }, Defined, Fresh).Code.ShouldBe("stream-is-running");
    }

    [Fact]
    public void After_a_crash_the_same_run_is_taken_over_at_its_checkpoint()
    {
        var state = After(Defined, Fresh, Checkpoint(1, 3, Ten), Resumed);

        state.Status.ShouldBe(DataStreamStatus.Running);
        state.Run!.Attempt.ShouldBe(2);
        state.Run.Counters.ShouldBe(Ten);
        state.Run.Checkpoint.ShouldBe(new RecordedCheckpoint(3, Ten, "byte 17"));
    }

    [Fact]
    public void The_process_that_was_taken_over_is_not_heard_any_more()
    {
        DataStreamCommand[] given = [Defined, Fresh, Checkpoint(1, 1, Ten), Resumed];

        Refused(Checkpoint(1, 2, Twenty), given).Code.ShouldBe("stale-attempt");
        Refused(new Stop(Me, "r1", 1, Twenty, "drained"), given).Code.ShouldBe("stale-attempt");
        Refused(new Complete(Me, "r1", 1, Twenty), given).Code.ShouldBe("stale-attempt");
        Refused(new Fail(Me, "r1", 1, "x"), given).Code.ShouldBe("stale-attempt");
    }

    [Fact]
    public void A_stopped_or_failed_run_is_resumed()
    {
        After(Defined, Fresh, new Stop(Me, "r1", 1, Ten, "drained"), Resumed).Run!.Attempt.ShouldBe(2);
        var state = After(Defined, Fresh, new Fail(Me, "r1", 1, "disk full"), Resumed);
        state.Run!.Reason.ShouldBeNull();
        state.Run.EndedAt.ShouldBeNull();
    }

    [Fact]
    public void What_was_counted_after_the_checkpoint_is_counted_again_after_a_resume()
    {
        var state = After(Defined, Fresh, Checkpoint(1, 1, Ten), new Stop(Me, "r1", 1, Twenty, "aborted"), Resumed);

        state.Run!.Counters.ShouldBe(Ten);
    }

    [Fact]
    public void There_must_be_a_run_to_resume()
    {
        Refused(Resumed, Defined).Code.ShouldBe("nothing-to-resume");
        Refused(Resumed with { RunId = "r2" }, Defined, Fresh, new Stop(Me, "r1", 1, Ten, "")).Code.ShouldBe("other-run");
        Refused(Resumed, Defined, Fresh, new Complete(Me, "r1", 1, Ten)).Code.ShouldBe("run-completed");
    }

    [Fact]
    public void A_checkpoint_of_another_definition_is_not_resumed()
    {
        DataStreamCommand[] given =
        [
            Defined, Fresh, new Stop(Me, "r1", 1, Ten, ""), Defined with { Definition = First with { Transform = "[1]", Fingerprint = "f2" } },
        ];

        Refused(Resumed, given).Code.ShouldBe("definition-changed");
        After([.. given, Fresh with { RunId = "r2" }]).Run!.Fingerprint.ShouldBe("f2");
    }

    [Fact]
    public void A_definition_that_only_looks_different_keeps_its_checkpoints()
    {
        After(Defined, Fresh, new Stop(Me, "r1", 1, Ten, ""), Defined with { Name = "renamed" }, Resumed).Run!.Attempt.ShouldBe(2);
    }

    [Fact]
    public void A_fresh_run_after_completion_needs_a_new_id()
    {
        DataStreamCommand[] given = [Defined, Fresh, Checkpoint(1, 1, Ten), new Complete(Me, "r1", 1, Twenty)];

        Refused(Fresh, given).Code.ShouldBe("run-id-used");
        After([.. given, Fresh with { RunId = "r2" }]).Run.ShouldBe(new StreamRun("r2", 1, "f1", Contexts.Noon, StreamCounters.Zero, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_checkpoint_that_is_not_newer_is_refused(long sequence)
    {
        var refusal = Refused(Checkpoint(1, sequence, Twenty), Defined, Fresh, Checkpoint(1, 3, Ten));

        refusal.Code.ShouldBe("stale-checkpoint");
        refusal.Message.ShouldContain("from 4");
    }

    [Fact]
    public void The_same_checkpoint_reported_again_changes_nothing()
    {
        _decider.Decide(After(Defined, Fresh, Checkpoint(1, 3, Ten)), Checkpoint(1, 3, Ten)).ShouldBe(Decision<DataStreamEvent>.Nothing);
    }

    [Fact]
    public void Counters_do_not_go_back()
    {
        DataStreamCommand[] given = [Defined, Fresh, Checkpoint(1, 1, Twenty)];

        Refused(Checkpoint(1, 2, Ten), given).Code.ShouldBe("counters-went-back");
        Refused(new Complete(Me, "r1", 1, Ten), given).Code.ShouldBe("counters-went-back");
        Refused(new Stop(Me, "r1", 1, Twenty with { Errors = 0 }, ""), given).Code.ShouldBe("counters-went-back");
        Refused(Checkpoint(1, 1, new StreamCounters(-1, 0, 0, 0)), Defined, Fresh).Code.ShouldBe("counters-went-back");
    }

    [Fact]
    public void An_end_reported_again_changes_nothing_and_another_end_is_refused()
    {
        var completed = After(Defined, Fresh, new Complete(Me, "r1", 1, Ten));

        _decider.Decide(completed, new Complete(Me, "r1", 1, Ten)).ShouldBe(Decision<DataStreamEvent>.Nothing);
        _decider.Decide(completed, new Fail(Me, "r1", 1, "x")).Refusal.ShouldNotBeNull().Code.ShouldBe("stream-not-running");
    }

    [Fact]
    public void A_report_before_the_first_run_is_refused()
    {
        Refused(Checkpoint(1, 1, Ten), Defined).Code.ShouldBe("stream-not-running");
    }

    [Fact]
    public void Another_tenant_is_refused_and_does_not_learn_the_owner()
    {
        var refusal = Refused(Fresh with { Context = Contexts.Of("other") }, Defined);

        refusal.Code.ShouldBe("wrong-tenant");
        refusal.Message.ShouldNotContain("acme");
    }

    [Fact]
    public void Texts_may_fill_their_limits_and_not_pass_them()
    {
        var longest = new string('x', DataStreamLimits.TextLengthMax);

        After(Defined, Fresh, new Fail(Me, "r1", 1, longest)).Run!.Reason.ShouldBe(longest);
        Refused(new Fail(Me, "r1", 1, longest + "x"), Defined, Fresh).Code.ShouldBe("bad-text");
        Refused(Fresh with { RunId = new string('r', DataStreamLimits.IdLengthMax + 1) }, Defined).Code.ShouldBe("bad-text");
    }

    [Fact]
    public void A_history_that_this_decider_cannot_have_written_stops_the_replay()
    {
        var defined = After(Defined);

        Should.Throw<ContradictoryHistoryException>(
            () => _decider.Evolve(defined, new DataStreamEvent.Defined(new TenantId("acme"), "user:ana", "clicks", First)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(_decider.Initial, new DataStreamEvent.RunStarted("r1", "f1", Contexts.Noon)));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(defined, new DataStreamEvent.RunFailed("r1", "x", Contexts.Noon)));
        Should.Throw<ContradictoryHistoryException>(
            () => _decider.Evolve(After(Defined, Fresh), new DataStreamEvent.CheckpointRecorded("r2", new RecordedCheckpoint(1, Ten, ""))));
    }

    private static RecordCheckpoint Checkpoint(int attempt, long sequence, StreamCounters counters) =>
        new(Me, "r1", attempt, new RecordedCheckpoint(sequence, counters, "byte 17"));

    private DataStreamState After(params DataStreamCommand[] commands)
    {
        var history = DeciderHistory.Run(_decider, commands);
        history.ShouldAllBe(step => step.Decision.Refusal == null);
        return history[^1].After;
    }

    private Refusal Refused(DataStreamCommand command, params DataStreamCommand[] given) =>
        _decider.Decide(After(given), command).Refusal.ShouldNotBeNull();
}
