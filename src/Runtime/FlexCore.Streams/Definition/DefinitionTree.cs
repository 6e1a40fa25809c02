namespace FlexCore.Streams.Definition;

/// <summary>Walks a pipeline with everything inside its branches.</summary>
public static class DefinitionTree
{
    /// <summary>All steps, each before those inside it.</summary>
    /// <param name="definition">The pipeline.</param>
    public static IEnumerable<StepDefinition> AllSteps(this PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Walk(definition.Steps);
    }

    /// <summary>All sinks but the dead-letter sink: the pipeline's own first, then those of routes in the order of the file.</summary>
    /// <param name="definition">The pipeline.</param>
    public static IEnumerable<SinkDefinition> AllSinks(this PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Sinks.Concat(definition.AllSteps().OfType<BranchStep>().SelectMany(branch => branch.AllRoutes).SelectMany(route => route.Sinks));
    }

    /// <summary>The sources that records are read from: those inside a union, else the only one.</summary>
    /// <param name="definition">The pipeline.</param>
    public static IEnumerable<SourceDefinition> AllSources(this PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Source is UnionSourceDefinition union ? union.Sources : [definition.Source];
    }

    /// <summary>Whether records come out behind the last step.</summary>
    /// <param name="steps">The steps.</param>
    internal static bool FlowOn(this EquatableList<StepDefinition> steps) => steps.All(step => step is not BranchStep { FlowsOn: false });

    private static IEnumerable<StepDefinition> Walk(IEnumerable<StepDefinition> steps) =>
        steps.SelectMany(step => step is BranchStep branch ? Walk(branch.AllRoutes.SelectMany(route => route.Steps)).Prepend(step) : [step]);

    /// <summary>The steps with each of them replaced, those inside of branches too.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="replace">Gives the new step; for a branch, after its routes' steps were replaced.</param>
    internal static EquatableList<StepDefinition> Replace(this EquatableList<StepDefinition> steps, Func<StepDefinition, StepDefinition> replace)
    {
        return EquatableList.From(steps.Select(step => replace(step is BranchStep branch ? Inside(branch) : step)));

        BranchStep Inside(BranchStep branch) => branch with
        {
            Routes = EquatableList.From(branch.Routes.Select(route => route with { Steps = route.Steps.Replace(replace) })),
            Otherwise = branch.Otherwise is { } otherwise ? otherwise with { Steps = otherwise.Steps.Replace(replace) } : null,
        };
    }
}
