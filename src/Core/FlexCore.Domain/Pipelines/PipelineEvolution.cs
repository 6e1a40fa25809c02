using System.Diagnostics;

namespace FlexCore.Domain.Pipelines;

/// <summary>Applies events to a pipeline's state. Pure; an event that cannot follow the state stops the replay.</summary>
internal static class PipelineEvolution
{
    public static PipelineState Apply(PipelineState state, PipelineEvent @event)
    {
        RequireOrder(state, @event);
        return @event switch
        {
            PipelineEvent.Created e => PipelineState.Absent with
            {
                Status = PipelineStatus.Draft, Tenant = e.Tenant, Owner = e.Owner, Name = e.Name, Description = e.Description,
            },
            PipelineEvent.DocumentSet e => state with { Document = e.Text, Steps = e.Steps },
            PipelineEvent.Described e => state with { Name = e.Name, Description = e.Description },
            PipelineEvent.StepAdded e => state with { Steps = [.. state.Steps.Take(e.Position), e.Step, .. state.Steps.Skip(e.Position)] },
            PipelineEvent.StepRemoved e => state with { Steps = WithoutStep(state, e) },
            PipelineEvent.StepsReordered e => state with { Steps = [.. e.Order.Select(id => state.Steps[Find(state, e, id)])] },
            PipelineEvent.DependenciesSet e => state with { Steps = WithDependencies(state, e) },
            PipelineEvent.Activated => state with { Status = PipelineStatus.Active },
            PipelineEvent.VersionPublished e => state with { Version = e.Version },
            PipelineEvent.Started e => state with { Status = PipelineStatus.Running, Run = new PipelineRun(e.RunId, e.Version, e.At) },
            PipelineEvent.Paused => state with { Status = PipelineStatus.Paused },
            PipelineEvent.Resumed => state with { Status = PipelineStatus.Running },
            PipelineEvent.Completed e => state with { Status = PipelineStatus.Completed, Run = RunOf(state, e) with { EndedAt = e.At } },
            PipelineEvent.Failed e => state with { Status = PipelineStatus.Failed, Run = RunOf(state, e) with { EndedAt = e.At, Error = e.Error } },
            PipelineEvent.Archived => state with { Status = PipelineStatus.Archived },
            PipelineEvent.Deleted => state with { IsDeleted = true },
            _ => throw new UnreachableException($"The event {@event.GetType().Name} is not part of the family."),
        };
    }

    private static void RequireOrder(PipelineState state, PipelineEvent @event)
    {
        if ((state.Status == PipelineStatus.Absent || state.IsDeleted) != @event is PipelineEvent.Created)
        {
            var reason = @event is PipelineEvent.Created ? "the pipeline exists already"
                : state.IsDeleted ? "the pipeline is deleted"
                : "the pipeline was never created";
            throw new ContradictoryHistoryException(@event.GetType().Name, reason);
        }

        if (state.Status == PipelineStatus.Archived != @event is PipelineEvent.Deleted && @event is not PipelineEvent.Created)
        {
            throw new ContradictoryHistoryException(@event.GetType().Name, $"the pipeline is {state.Status.ToString().ToLowerInvariant()}");
        }
    }

    private static ValueList<PipelineStep> WithoutStep(PipelineState state, PipelineEvent.StepRemoved @event)
    {
        var index = Find(state, @event, @event.StepId);
        return [.. state.Steps.Where((_, i) => i != index)];
    }

    private static ValueList<PipelineStep> WithDependencies(PipelineState state, PipelineEvent.DependenciesSet @event)
    {
        var index = Find(state, @event, @event.StepId);
        return [.. state.Steps.Select((step, i) => i == index ? step with { DependsOn = @event.DependsOn } : step)];
    }

    private static int Find(PipelineState state, PipelineEvent @event, string stepId)
    {
        var index = StepGraph.IndexOf(state.Steps, stepId);
        return index >= 0 ? index : throw new ContradictoryHistoryException(@event.GetType().Name, $"there is no step '{stepId}'");
    }

    private static PipelineRun RunOf(PipelineState state, PipelineEvent @event) =>
        state.Run ?? throw new ContradictoryHistoryException(@event.GetType().Name, "no run was started");
}
