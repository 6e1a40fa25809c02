using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>Turns definitions into graphs: checks everything that can be known before data flows, and plans cells and segments.</summary>
/// <remarks>Reads no input and writes no output; of files it reads schemas only. Thread-safe.</remarks>
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
        var resolved = SchemaFiles.Read(PathResolver.Resolve(definition, options.BaseDirectory), diagnostics);
        DefinitionChecks.Check(resolved, diagnostics);
        SpreadChecks.Check(resolved, options.Operators, diagnostics);
        var sinks = new SinkPlanner(options, diagnostics);
        var parts = new PlanParts(resolved, options, sinks, diagnostics);
        var chain = StepPlanner.Plan(resolved, parts);
        var output = chain.Record?.ToLayout() ?? new RecordLayout([]);
        chain.EndIn(resolved.Sinks);
        var plan = new GraphPlan(
            SourcePlanner.Plan(resolved, diagnostics),
            chain.First.Build(),
            chain.First.BuildEnd(),
            [.. parts.Stages.Select(stage => stage.Build())],
            [.. parts.Joins.Select(join => join.Build())],
            parts.Sinks,
            new FailurePlan(resolved.OnError, parts.Steps, DeadLetterOf(resolved, sinks)))
        {
            ParallelSteps = parts.ParallelSteps,
            RecordsAtOnce = parts.RecordsAtOnce,
            Edges = [.. parts.Edges.Select(layout => layout())],
        };
        return diagnostics.IsEmpty
            ? new CompileResult(new StreamGraph(resolved, DefinitionFingerprint.Of(resolved, options.Operators), output, plan) { Delivered = chain.Begin.Delivered, Lookups = parts.Lookups }, [])
            : new CompileResult(null, diagnostics.Items);
    }

    private static SinkPlan? DeadLetterOf(PipelineDefinition definition, SinkPlanner sinks) =>
        definition.DeadLetter is { } deadLetter ? sinks.Plan(deadLetter, DeadLetterRows.Layout) : null;
}
