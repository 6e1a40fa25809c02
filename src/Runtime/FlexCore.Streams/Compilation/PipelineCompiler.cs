using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Compilation;

/// <summary>Turns definitions into graphs: checks everything that can be known before data flows, and plans cells and segments.</summary>
/// <remarks>Reads no input and writes no output. Pure but for the sink factories; thread-safe.</remarks>
public static class PipelineCompiler
{
    /// <summary>Compiles a pipeline.</summary>
    /// <param name="definition">The pipeline, from a file or from code.</param>
    /// <param name="options">Base folder and sink kinds.</param>
    public static CompileResult Compile(PipelineDefinition definition, CompileOptions options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        var diagnostics = new DiagnosticBag();
        var resolved = PathResolver.Resolve(definition, options.BaseDirectory);
        DefinitionChecks.Check(resolved, diagnostics);
        var steps = StepPlanner.Plan(resolved, options, diagnostics);
        var output = steps.Record.ToLayout();
        var sinks = new SinkPlanner(options, diagnostics);
        var plan = new GraphPlan(
            SourcePlanner.Plan(resolved),
            steps.First.Build(),
            [.. steps.Stateful.Select(stage => stage.Build())],
            [.. resolved.Sinks.Select(sink => sinks.Plan(sink, output))],
            new FailurePlan(resolved.OnError, [.. resolved.Steps.Select((step, index) => PolicyOf(resolved, step, index))], DeadLetterOf(resolved, sinks)));
        return diagnostics.IsEmpty
            ? new CompileResult(new StreamGraph(resolved, DefinitionFingerprint.Of(resolved, options.Operators), output, plan), [])
            : new CompileResult(null, diagnostics.Items);
    }

    private static SinkPlan? DeadLetterOf(PipelineDefinition definition, SinkPlanner sinks) =>
        definition.DeadLetter is { } deadLetter ? sinks.Plan(deadLetter, DeadLetterRows.Layout) : null;

    private static StepPolicy PolicyOf(PipelineDefinition definition, StepDefinition step, int index) => new(
        FormattableString.Invariant($"{index + 1}:{step.Kind}"),
        step.OnError ?? definition.OnError,
        step.LatePolicy switch
        {
            LatePolicy.DeadLetter => ErrorPolicy.DeadLetter,
            LatePolicy.Fail => ErrorPolicy.Fail,
            _ => ErrorPolicy.Skip,
        });
}
