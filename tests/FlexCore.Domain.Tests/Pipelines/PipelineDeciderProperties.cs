using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;

namespace FlexCore.Domain.Tests.Pipelines;

public sealed class PipelineDeciderProperties : DeciderSpecification<PipelineState, PipelineCommand, PipelineEvent>
{
    protected override IDecider<PipelineState, PipelineCommand, PipelineEvent> Decider { get; } = new PipelineDecider();

    protected override Gen<PipelineCommand> Commands => PipelineCommands.Any;

    [Fact]
    public void Archived_is_the_end_but_for_deletion_and_a_new_life() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Status == PipelineStatus.Archived && step.Decision.Events.Count > 0))
        {
            var allowed = step.Before.IsDeleted ? typeof(PipelineCommand.Create) : typeof(PipelineCommand.Delete);
            step.Command.ShouldBeOfType(allowed, $"{step.Command} after the end");
        }
    });

    [Fact]
    public void Steps_of_a_document_change_only_with_it() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Document.Length > 0 && !step.Before.Steps.Equals(step.After.Steps)))
        {
            (step.Command is PipelineCommand.SetDocument or PipelineCommand.Create).ShouldBeTrue($"{step.Command} changed the steps");
        }
    });

    [Fact]
    public void Every_change_of_published_steps_publishes_the_next_version_and_nothing_else_does() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Status > PipelineStatus.Draft && !step.Before.IsDeleted))
        {
            var changed = !step.Before.Steps.Equals(step.After.Steps) || step.Before.Document != step.After.Document;
            step.After.Version.ShouldBe(step.Before.Version + (changed ? 1 : 0), $"after {step.Command}");
        }
    });

    [Fact]
    public void A_run_keeps_its_version_until_it_ends() => ForAnyHistory(history =>
    {
        foreach (var step in history.Where(step => step.Before.Run is not null && step.Before.Run.Id == step.After.Run?.Id))
        {
            step.After.Run!.Version.ShouldBe(step.Before.Run!.Version, $"after {step.Command}");
        }
    });

    protected override Enum StatusOf(PipelineState state) => state.Status;

    protected override string? IllegalBecause(PipelineState state)
    {
        var published = state.Status is not (PipelineStatus.Absent or PipelineStatus.Draft or PipelineStatus.Archived);
        var atWork = state.Status is PipelineStatus.Running or PipelineStatus.Paused;
        var ended = state.Status is PipelineStatus.Completed or PipelineStatus.Failed;
        return state.Status == PipelineStatus.Absent != (state.Owner.Length == 0) ? "only an absent pipeline has no owner"
            : published && state.Version < 1 ? "a published pipeline has a version"
            : published && state.Steps.Count == 0 ? "a published pipeline has steps"
            : state.Status == PipelineStatus.Draft && (state.Version != 0 || state.Run is not null) ? "a draft has neither version nor run"
            : atWork && state.Run is not { EndedAt: null, Error: null } ? "a run at work has not ended"
            : ended && state.Run is not { EndedAt: not null } ? "an ended run has an end"
            : state.Status == PipelineStatus.Failed && state.Run?.Error is null ? "a failed run has an error"
            : state.Run is { } run && (run.Version < 1 || run.Version > state.Version) ? "a run has a published version"
            : IllegalSteps(state.Steps);
    }

    // Kahn's algorithm on purpose: the decider searches differently, so the two check each other.
    private static string? IllegalSteps(ValueList<PipelineStep> steps)
    {
        var left = steps.ToDictionary(step => step.Id, step => step.DependsOn.ToHashSet());
        if (steps.Any(step => step.DependsOn.Count != step.DependsOn.Distinct().Count() || !step.DependsOn.All(left.ContainsKey)))
        {
            return "dependencies exist and are named once";
        }

        while (left.Count > 0)
        {
            var ready = left.Where(entry => entry.Value.Count == 0).Select(entry => entry.Key).ToList();
            if (ready.Count == 0)
            {
                return "steps never wait for each other";
            }

            ready.ForEach(id => left.Remove(id));
            foreach (var waiting in left.Values)
            {
                waiting.ExceptWith(ready);
            }
        }

        return null;
    }
}
