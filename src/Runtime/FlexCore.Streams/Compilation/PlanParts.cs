using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Compilation;

/// <summary>What all chains of one pipeline share while they are planned: numbered steps, stages, joins and sinks.</summary>
/// <param name="definition">The pipeline.</param>
/// <param name="options">What the program adds to the built-in steps.</param>
/// <param name="sinkPlanner">Plans sinks.</param>
/// <param name="diagnostics">Takes mistakes.</param>
internal sealed class PlanParts(PipelineDefinition definition, CompileOptions options, SinkPlanner sinkPlanner, DiagnosticBag diagnostics)
{
    /// <summary>Takes mistakes.</summary>
    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>What the program adds to the built-in steps.</summary>
    public CompileOptions Options => options;

    /// <summary>The number of partitions of keyed state.</summary>
    public int Partitions => definition.Partitions;

    /// <summary>How each step treats failed records, by the step's index.</summary>
    public List<StepPolicy> Steps { get; } = [];

    /// <summary>The rows behind each step, by the step's index; asked when the whole pipeline is planned.</summary>
    public List<Func<RecordLayout>> Edges { get; } = [];

    /// <summary>The steps that workers run in parallel, by index.</summary>
    public HashSet<int> ParallelSteps { get; } = [];

    /// <summary>The steps with state, each behind everything that feeds it.</summary>
    public List<PlannedStage> Stages { get; } = [];

    /// <summary>The joins, each behind everything that feeds it.</summary>
    public List<PlannedJoin> Joins { get; } = [];

    /// <summary>The tables of lookup steps.</summary>
    public List<LookupTable> Lookups { get; } = [];

    /// <summary>The sinks.</summary>
    public List<SinkPlan> Sinks { get; } = [];

    /// <summary>The most records that travel together, because a throttle would let them pass in one burst; <see langword="null"/> without one.</summary>
    public int? RecordsAtOnce { get; private set; }

    /// <summary>A step lets so many records a second pass.</summary>
    /// <param name="recordsPerSecond">The rate.</param>
    public void Slow(double recordsPerSecond)
    {
        var portion = (int)Math.Clamp(recordsPerSecond * IPacedOperator.Portion, 1, int.MaxValue);
        RecordsAtOnce = Math.Min(RecordsAtOnce ?? portion, portion);
    }

    /// <summary>Gives a step its index.</summary>
    /// <param name="step">The step.</param>
    /// <param name="name">Its name in messages.</param>
    public int Number(StepDefinition step, string name)
    {
        Steps.Add(new StepPolicy(name, step.OnError ?? definition.OnError, step.LatePolicy switch
        {
            LatePolicy.DeadLetter => ErrorPolicy.DeadLetter,
            LatePolicy.Fail => ErrorPolicy.Fail,
            _ => ErrorPolicy.Skip,
        }));
        Edges.Add(static () => new RecordLayout([]));
        return Steps.Count - 1;
    }

    /// <summary>Plans the sinks at the end of a chain.</summary>
    /// <param name="sinks">The sinks.</param>
    /// <param name="layout">The rows they get.</param>
    public SinksEnd AddSinks(IReadOnlyList<SinkDefinition> sinks, RecordLayout layout)
    {
        var first = Sinks.Count;
        Sinks.AddRange(sinks.Select(sink => sinkPlanner.Plan(sink, layout)));
        return new SinksEnd([.. Enumerable.Range(first, sinks.Count)]);
    }
}
