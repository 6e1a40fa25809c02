using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.Pipelines.PipelineCommand;

namespace FlexCore.Domain.Tests.Pipelines;

public sealed class PipelineStepsTests
{
    private static readonly CommandContext Me = Contexts.Of("acme");
    private readonly PipelineDecider _decider = new();

    [Fact]
    public void Steps_are_added_at_the_end_or_at_a_position()
    {
        var state = After(new AddStep(Me, Step("a")), new AddStep(Me, Step("b")), new AddStep(Me, Step("c"), 0), new AddStep(Me, Step("d"), 2));

        state.Steps.Select(step => step.Id).ShouldBe(["c", "a", "d", "b"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_position_outside_the_list_is_refused(int position)
    {
        Refused(new AddStep(Me, Step("b"), position), new AddStep(Me, Step("a"))).Code.ShouldBe("bad-position");
    }

    [Fact]
    public void A_step_id_is_used_once()
    {
        Refused(new AddStep(Me, Step("a")), new AddStep(Me, Step("a"))).Code.ShouldBe("duplicate-step");
    }

    [Fact]
    public void A_dependency_must_exist()
    {
        var refusal = Refused(new AddStep(Me, Step("b", "a")));

        refusal.Code.ShouldBe("unknown-dependency");
        refusal.Message.ShouldContain("'b'");
        refusal.Message.ShouldContain("'a'");
    }

    [Fact]
    public void A_step_cannot_wait_for_itself()
    {
        Refused(new AddStep(Me, Step("a", "a"))).Code.ShouldBe("dependency-cycle");
        Refused(new SetDependencies(Me, "a", ["a"]), new AddStep(Me, Step("a"))).Code.ShouldBe("dependency-cycle");
    }

    [Fact]
    public void A_dependency_is_named_once()
    {
        Refused(new AddStep(Me, Step("b", "a", "a")), new AddStep(Me, Step("a"))).Code.ShouldBe("duplicate-dependency");
    }

    [Fact]
    public void A_cycle_is_refused_with_its_shortest_path()
    {
        var refusal = Refused(
            new SetDependencies(Me, "a", ["d"]),
            new AddStep(Me, Step("a")),
            new AddStep(Me, Step("b", "a")),
            new AddStep(Me, Step("c", "b")),
            new AddStep(Me, Step("d", "c", "b")));

        refusal.Code.ShouldBe("dependency-cycle");
        refusal.Message.ShouldContain("a -> d -> b -> a");
    }

    [Fact]
    public void A_diamond_is_not_a_cycle()
    {
        var state = After(
            new AddStep(Me, Step("a")), new AddStep(Me, Step("b", "a")), new AddStep(Me, Step("c", "a")), new AddStep(Me, Step("d", "b", "c")),
            new SetDependencies(Me, "d", ["a", "b", "c"]));

        state.Steps[3].DependsOn.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_step_that_another_needs_is_not_removed()
    {
        var refusal = Refused(new RemoveStep(Me, "a"), new AddStep(Me, Step("a")), new AddStep(Me, Step("b", "a")));

        refusal.Code.ShouldBe("step-is-needed");
        refusal.Message.ShouldContain("'b'");
    }

    [Fact]
    public void A_removed_step_can_be_added_again()
    {
        After(new AddStep(Me, Step("a")), new RemoveStep(Me, "a"), new AddStep(Me, Step("a"))).Steps.Count.ShouldBe(1);
    }

    [Fact]
    public void A_step_that_does_not_exist_is_not_changed()
    {
        Refused(new RemoveStep(Me, "a")).Code.ShouldBe("unknown-step");
        Refused(new SetDependencies(Me, "a", [])).Code.ShouldBe("unknown-step");
    }

    [Fact]
    public void Steps_are_put_in_another_order()
    {
        var state = After(new AddStep(Me, Step("a")), new AddStep(Me, Step("b")), new AddStep(Me, Step("c")), new ReorderSteps(Me, ["c", "a", "b"]));

        state.Steps.Select(step => step.Id).ShouldBe(["c", "a", "b"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "a")]
    [InlineData("a", "b", "b")]
    [InlineData("a", "x")]
    [InlineData("a", "b", "c")]
    public void An_order_names_every_step_once(params string[] order)
    {
        Refused(new ReorderSteps(Me, [.. order]), new AddStep(Me, Step("a")), new AddStep(Me, Step("b"))).Code.ShouldBe("bad-order");
    }

    [Fact]
    public void The_same_order_and_the_same_dependencies_change_nothing()
    {
        var state = After(new AddStep(Me, Step("a")), new AddStep(Me, Step("b", "a")), new Activate(Me));

        _decider.Decide(state, new ReorderSteps(Me, ["a", "b"])).ShouldBe(Decision<PipelineEvent>.Nothing);
        _decider.Decide(state, new SetDependencies(Me, "b", ["a"])).ShouldBe(Decision<PipelineEvent>.Nothing);
    }

    [Fact]
    public void The_number_of_steps_is_bounded()
    {
        var steps = Enumerable.Range(0, PipelineLimits.StepsMax).Select(i => (PipelineCommand)new AddStep(Me, Step($"s{i}"))).ToArray();

        After(steps).Steps.Count.ShouldBe(PipelineLimits.StepsMax);
        Refused(new AddStep(Me, Step("one-more")), steps).Code.ShouldBe("too-many-steps");
    }

    [Theory]
    [InlineData("", "filter", "{}")]
    [InlineData("Upper", "filter", "{}")]
    [InlineData("a b", "filter", "{}")]
    [InlineData("a", "", "{}")]
    [InlineData("a", "Filter!", "{}")]
    [InlineData("a", "filter", "")]
    [InlineData("a", "filter", " ")]
    public void A_malformed_step_is_refused(string id, string @operator, string definition)
    {
        Refused(new AddStep(Me, new PipelineStep(id, @operator, definition, []))).Code.ShouldBe("bad-text");
    }

    [Fact]
    public void A_definition_may_fill_its_limit_and_not_pass_it()
    {
        var longest = new string('1', PipelineLimits.DefinitionLengthMax);

        After(new AddStep(Me, new PipelineStep("a", "filter", longest, []))).Steps.Count.ShouldBe(1);
        Refused(new AddStep(Me, new PipelineStep("a", "filter", longest + "1", []))).Message.ShouldContain("65536");
    }

    private static PipelineStep Step(string id, params string[] dependsOn) => new(id, "filter", "{}", [.. dependsOn]);

    private PipelineState After(params PipelineCommand[] commands)
    {
        var history = DeciderHistory.Run(_decider, [new Create(Me, "orders", ""), .. commands]);
        history.ShouldAllBe(step => step.Decision.Refusal == null);
        return history[^1].After;
    }

    private Refusal Refused(PipelineCommand command, params PipelineCommand[] given) =>
        _decider.Decide(After(given), command).Refusal.ShouldNotBeNull();
}
