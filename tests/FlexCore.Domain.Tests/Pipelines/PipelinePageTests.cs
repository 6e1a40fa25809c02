using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Tests.Deciders;
using static FlexCore.Domain.Pipelines.PipelineCommand;

namespace FlexCore.Domain.Tests.Pipelines;

public sealed class PipelinePageTests
{
    private readonly ContextPage _page = new("Pipelines");

    [Fact]
    public void The_state_diagram_shows_exactly_what_the_decider_does()
    {
        var me = Contexts.Of("acme");
        PipelineCommand[] alphabet =
        [
            new Create(me, "orders", ""), new AddStep(me, new PipelineStep("a", "filter", "{}", [])), new RemoveStep(me, "a"),
            new ReorderSteps(me, ["a"]), new SetDependencies(me, "a", []), new Activate(me), new Start(me, "r1"), new Start(me, "r2"),
            new Pause(me), new Resume(me), new Complete(me, "r1"), new Complete(me, "r2"), new Fail(me, "r1", "x"), new Fail(me, "r2", "x"),
            new Archive(me), new Delete(me), new SetDocument(me, new PipelineDocument("name: orders", [new PipelineStep("a", "filter", "{}", [])])),
            new Describe(me, "other", ""),
        ];

        Transitions.Explore(new PipelineDecider(), alphabet, state => state.Status.ToString(), state => (state.Status, state.Steps.Count, state.Run?.Id, state.IsDeleted, state.Document))
            .ShouldBe(_page.Transitions);
    }

    [Fact]
    public void The_page_lists_every_refusal_code()
    {
        _page.RefusalCodes.ShouldBe(_page.RefusalCodesInSource);
    }
}
