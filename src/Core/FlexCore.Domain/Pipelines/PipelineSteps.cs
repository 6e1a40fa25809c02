namespace FlexCore.Domain.Pipelines;

/// <summary>Decides changes of the steps. Pure. A change to anything but a draft publishes a version in the same decision.</summary>
internal static class PipelineSteps
{
    public static Decision<PipelineEvent> Add(PipelineState state, PipelineCommand.AddStep command)
    {
        var step = command.Step;
        var position = command.Position ?? state.Steps.Count;
        var refusal = PipelineRules.CheckStep(step, state.Steps)
            ?? (StepGraph.IndexOf(state.Steps, step.Id) >= 0 ? PipelineRefusals.DuplicateStep(step.Id) : null)
            ?? (state.Steps.Count >= PipelineLimits.StepsMax ? PipelineRefusals.TooManySteps() : null)
            ?? (position < 0 || position > state.Steps.Count ? PipelineRefusals.BadPosition(position, state.Steps.Count) : null);
        return refusal is null ? Change(state, new PipelineEvent.StepAdded(step, position)) : Decision<PipelineEvent>.Refuse(refusal);
    }

    public static Decision<PipelineEvent> Remove(PipelineState state, PipelineCommand.RemoveStep command)
    {
        if (StepGraph.IndexOf(state.Steps, command.StepId) < 0)
        {
            return Decision<PipelineEvent>.Refuse(PipelineRefusals.UnknownStep(command.StepId));
        }

        if (StepGraph.FirstDependentOn(state.Steps, command.StepId) is { } dependent)
        {
            return Decision<PipelineEvent>.Refuse(PipelineRefusals.StepIsNeeded(command.StepId, dependent));
        }

        return state.Steps.Count == 1 && state.Status != PipelineStatus.Draft
            ? Decision<PipelineEvent>.Refuse(PipelineRefusals.LastStep(command.StepId))
            : Change(state, new PipelineEvent.StepRemoved(command.StepId));
    }

    public static Decision<PipelineEvent> Reorder(PipelineState state, PipelineCommand.ReorderSteps command)
    {
        if (!PipelineRules.IsPermutation(command.Order, state.Steps))
        {
            return Decision<PipelineEvent>.Refuse(PipelineRefusals.BadOrder(state.Steps.Count));
        }

        return state.Steps.Select(step => step.Id).SequenceEqual(command.Order, StringComparer.Ordinal)
            ? Decision<PipelineEvent>.Nothing
            : Change(state, new PipelineEvent.StepsReordered(command.Order));
    }

    public static Decision<PipelineEvent> SetDependencies(PipelineState state, PipelineCommand.SetDependencies command)
    {
        var index = StepGraph.IndexOf(state.Steps, command.StepId);
        if (index < 0)
        {
            return Decision<PipelineEvent>.Refuse(PipelineRefusals.UnknownStep(command.StepId));
        }

        if (PipelineRules.CheckDependencies(command.StepId, command.DependsOn, state.Steps) is { } refusal)
        {
            return Decision<PipelineEvent>.Refuse(refusal);
        }

        if (state.Steps[index].DependsOn.Equals(command.DependsOn))
        {
            return Decision<PipelineEvent>.Nothing;
        }

        var set = new PipelineEvent.DependenciesSet(command.StepId, command.DependsOn);
        var cycle = StepGraph.FindCycleThrough(PipelineEvolution.Apply(state, set).Steps, command.StepId);
        return cycle is null ? Change(state, set) : Decision<PipelineEvent>.Refuse(PipelineRefusals.DependencyCycle(cycle));
    }

    private static Decision<PipelineEvent> Change(PipelineState state, PipelineEvent change) =>
        state.Status == PipelineStatus.Draft
            ? Decision<PipelineEvent>.Accept(change)
            : Decision<PipelineEvent>.Accept(change, new PipelineEvent.VersionPublished(state.Version + 1));
}
