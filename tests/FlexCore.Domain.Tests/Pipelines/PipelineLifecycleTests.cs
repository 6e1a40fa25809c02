using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.Pipelines.PipelineCommand;

namespace FlexCore.Domain.Tests.Pipelines;

public sealed class PipelineLifecycleTests
{
    private static readonly CommandContext Me = Contexts.Of("acme");
    private static readonly PipelineCommand[] Published = [new Create(Me, "orders", "all orders"), new AddStep(Me, Step("a")), new Activate(Me)];
    private readonly PipelineDecider _decider = new();

    [Fact]
    public void A_new_pipeline_is_a_draft_of_its_creator()
    {
        var state = After(new Create(Me, "orders", "all orders"));

        state.ShouldBe(new PipelineState(PipelineStatus.Draft, new TenantId("acme"), "user:ana", "orders", "all orders", [], 0, null));
    }

    [Fact]
    public void A_pipeline_is_created_once()
    {
        Refused(new Create(Me, "again", ""), new Create(Me, "orders", "")).Code.ShouldBe("pipeline-exists");
    }

    [Fact]
    public void Nothing_happens_to_a_pipeline_that_was_never_created()
    {
        _decider.Decide(_decider.Initial, new Activate(Me)).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-not-found");
        _decider.Decide(_decider.Initial, new Archive(Me)).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-not-found");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public void A_malformed_name_is_refused(string name)
    {
        _decider.Decide(_decider.Initial, new Create(Me, name, "")).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-text");
    }

    [Fact]
    public void Activation_needs_steps()
    {
        Refused(new Activate(Me), new Create(Me, "orders", "")).Code.ShouldBe("pipeline-has-no-steps");
    }

    [Fact]
    public void Activation_publishes_version_one()
    {
        var state = After(Published);

        state.Status.ShouldBe(PipelineStatus.Active);
        state.Version.ShouldBe(1);
    }

    [Fact]
    public void A_published_pipeline_keeps_at_least_one_step()
    {
        Refused(new RemoveStep(Me, "a"), Published).Code.ShouldBe("last-step");
    }

    [Fact]
    public void A_change_during_a_run_publishes_a_version_for_the_next_run()
    {
        var state = After([.. Published, new Start(Me, "r1"), new AddStep(Me, Step("b"))]);

        state.Version.ShouldBe(2);
        state.Run.ShouldBe(new PipelineRun("r1", 1, Contexts.Noon));
        After([.. Published, new Start(Me, "r1"), new AddStep(Me, Step("b")), new Complete(Me, "r1"), new Start(Me, "r2")])
            .Run.ShouldBe(new PipelineRun("r2", 2, Contexts.Noon));
    }

    [Fact]
    public void A_draft_does_not_start()
    {
        var refusal = Refused(new Start(Me, "r1"), new Create(Me, "orders", ""));

        refusal.Code.ShouldBe("pipeline-wrong-status");
        refusal.Message.ShouldBe("The pipeline 'orders' is draft and cannot be started. Activate it first.");
    }

    [Fact]
    public void A_second_run_waits_for_the_first()
    {
        Refused(new Start(Me, "r2"), [.. Published, new Start(Me, "r1")]).Code.ShouldBe("pipeline-wrong-status");
    }

    [Fact]
    public void A_held_run_is_given_up_for_a_new_one_of_the_newest_version()
    {
        PipelineCommand[] given =
            [.. Published, new Start(Me, "r1"), new AddStep(Me, new PipelineStep("z", "filter", "{}", [])), new Pause(Me), new Start(Me, "r2")];

        var state = After(given);
        (state.Status, state.Run?.Id, state.Run?.Version).ShouldBe((PipelineStatus.Running, "r2", state.Version));
        state.Version.ShouldBe(2);
    }

    [Fact]
    public void A_document_replaces_the_steps_and_publishes_a_version()
    {
        var one = new PipelineDocument("name: orders", [new PipelineStep("source", "file", "{}", [])]);
        var two = new PipelineDocument("name: orders # two", one.Steps);
        PipelineCommand[] given = [new Create(Me, "orders", "") { Document = one }, new Activate(Me), new SetDocument(Me, two)];

        var state = After(given);
        (state.Document, state.Version, state.Steps.Count).ShouldBe((two.Text, 2, 1));
        After([.. given, new SetDocument(Me, two)]).Version.ShouldBe(2, "the same document is no new version");
        Refused(new AddStep(Me, new PipelineStep("b", "map", "{}", [])), given).Code.ShouldBe("steps-in-document");
        Refused(new SetDocument(Me, new PipelineDocument("x", [])), given).Code.ShouldBe("pipeline-has-no-steps");
        Refused(new SetDocument(Me, new PipelineDocument(" ", [])), given).Code.ShouldBe("bad-text");
        Refused(new SetDocument(Me, new PipelineDocument(new string('x', PipelineLimits.DocumentLengthMax + 1), [])), given).Code.ShouldBe("bad-text");
    }

    [Fact]
    public void A_draft_may_hold_a_document_that_says_nothing_yet_and_is_not_activated_so()
    {
        var draft = new PipelineDocument("name: orders", []);
        Refused(new Activate(Me), [new Create(Me, "orders", "") { Document = draft }]).Code.ShouldBe("pipeline-has-no-steps");
    }

    [Fact]
    public void A_deleted_pipeline_is_hidden_and_may_be_created_anew()
    {
        PipelineCommand[] given = [.. Published, new Delete(Me)];

        (After(given).IsDeleted, After(given).Status).ShouldBe((true, PipelineStatus.Archived));
        Refused(new Activate(Me), given).Code.ShouldBe("pipeline-not-found");
        After([.. given, new Delete(Me)]).ShouldBe(After(given));
        var again = After([.. given, new Create(Me, "again", "")]);
        (again.Status, again.Version, again.Steps.Count, again.IsDeleted, again.Name).ShouldBe((PipelineStatus.Draft, 0, 0, false, "again"));
        Refused(new Delete(Me), [.. Published, new Start(Me, "r1")]).Code.ShouldBe("pipeline-wrong-status");
    }

    [Fact]
    public void The_texts_for_people_may_change_at_any_time_before_the_end()
    {
        var state = After([.. Published, new Describe(Me, "Orders", "daily")]);
        (state.Name, state.Description, state.Version).ShouldBe(("Orders", "daily", 1));
        Refused(new Describe(Me, "", ""), Published).Code.ShouldBe("bad-text");
    }

    [Fact]
    public void A_run_id_is_used_once()
    {
        Refused(new Start(Me, "r1"), [.. Published, new Start(Me, "r1"), new Complete(Me, "r1")]).Code.ShouldBe("run-id-used");
    }

    [Fact]
    public void A_late_report_about_an_older_run_changes_nothing()
    {
        PipelineCommand[] given = [.. Published, new Start(Me, "r1"), new Fail(Me, "r1", "x"), new Start(Me, "r2")];

        Refused(new Complete(Me, "r1"), given).Code.ShouldBe("other-run");
        Refused(new Fail(Me, "r1", "late"), given).Code.ShouldBe("other-run");
    }

    [Fact]
    public void A_failure_keeps_its_error()
    {
        After([.. Published, new Start(Me, "r1"), new Pause(Me), new Fail(Me, "r1", "disk full")])
            .Run.ShouldBe(new PipelineRun("r1", 1, Contexts.Noon, Contexts.Noon, "disk full"));
    }

    [Fact]
    public void Asking_twice_is_accepted_and_changes_nothing()
    {
        PipelineCommand[] story =
        [
            .. Published, new Start(Me, "r1"), new Pause(Me), new Resume(Me), new Complete(Me, "r1"), new Start(Me, "r2"), new Fail(Me, "r2", "x"),
            new Archive(Me),
        ];
        var state = After(new Create(Me, "orders", ""), new AddStep(Me, Step("a")));

        foreach (var command in story[2..])
        {
            state = DeciderHistory.Fold(_decider, state, _decider.Decide(state, command).Events);
            var again = _decider.Decide(state, command);
            again.Refusal.ShouldBeNull($"{command}");
            again.Events.ShouldBeEmpty($"{command}");
        }
    }

    [Fact]
    public void A_pipeline_with_a_run_at_work_is_not_archived()
    {
        Refused(new Archive(Me), [.. Published, new Start(Me, "r1")]).Code.ShouldBe("pipeline-wrong-status");
    }

    [Fact]
    public void An_archived_pipeline_does_not_change()
    {
        PipelineCommand[] given = [.. Published, new Archive(Me)];

        Refused(new Start(Me, "r1"), given).Code.ShouldBe("pipeline-archived");
        Refused(new AddStep(Me, Step("b")), given).Code.ShouldBe("pipeline-archived");
    }

    [Fact]
    public void Another_tenant_is_refused_and_does_not_learn_the_owner()
    {
        var refusal = Refused(new Archive(Contexts.Of("other")), Published);

        refusal.Code.ShouldBe("wrong-tenant");
        refusal.Message.ShouldNotContain("acme");
    }

    [Fact]
    public void A_command_without_a_principal_is_refused()
    {
        _decider.Decide(_decider.Initial, new Create(Contexts.Of("acme", " "), "orders", "")).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");
    }

    [Fact]
    public void A_history_that_this_decider_cannot_have_written_stops_the_replay()
    {
        var draft = After(new Create(Me, "orders", ""));
        var created = new PipelineEvent.Created(new TenantId("acme"), "user:ana", "orders", "");

        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(draft, created)).Event.ShouldBe("Created");
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(_decider.Initial, new PipelineEvent.Activated()));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(draft, new PipelineEvent.StepRemoved("x")));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(draft, new PipelineEvent.DependenciesSet("x", [])));
        Should.Throw<ContradictoryHistoryException>(() => _decider.Evolve(draft, new PipelineEvent.Completed("r1", Contexts.Noon)));
        Should.Throw<ContradictoryHistoryException>(
            () => _decider.Evolve(After(new Create(Me, "orders", ""), new Archive(Me)), new PipelineEvent.Activated()));
    }

    private static PipelineStep Step(string id) => new(id, "filter", "{}", []);

    private PipelineState After(params PipelineCommand[] commands)
    {
        var history = DeciderHistory.Run(_decider, commands);
        history.ShouldAllBe(step => step.Decision.Refusal == null);
        return history[^1].After;
    }

    private Refusal Refused(PipelineCommand command, params PipelineCommand[] given) =>
        _decider.Decide(After(given), command).Refusal.ShouldNotBeNull();
}
