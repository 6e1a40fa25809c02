using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Compilation;

/// <summary>Walks the steps in order, follows what is known about the record, and cuts the pipeline into segments at the steps with state.</summary>
internal sealed class StepPlanner
{
    private readonly DiagnosticBag _diagnostics;
    private readonly int _partitions;
    private readonly CompileOptions _options;
    private SegmentBuilder _segment = new();

    private StepPlanner(PipelineDefinition definition, CompileOptions options, DiagnosticBag diagnostics)
    {
        _options = options;
        _diagnostics = diagnostics;
        _partitions = definition.Partitions;
        First = _segment;
        Record = definition.Steps is [ParseStep parse, ..]
            ? ParseSteps.Parse(parse, 0, _segment, diagnostics)
            : ParseSteps.Lines(_segment);
    }

    /// <summary>The segment behind the source.</summary>
    public SegmentBuilder First { get; }

    /// <summary>The steps with state and the segments behind them.</summary>
    public List<PlannedStage> Stateful { get; } = [];

    /// <summary>The record after the last planned step.</summary>
    public RecordScope Record { get; private set; }

    /// <summary>Plans all steps.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="options">What the program adds to the built-in steps.</param>
    /// <param name="diagnostics">Takes mistakes.</param>
    public static StepPlanner Plan(PipelineDefinition definition, CompileOptions options, DiagnosticBag diagnostics)
    {
        var planner = new StepPlanner(definition, options, diagnostics);
        for (var i = 0; i < definition.Steps.Count; i++)
        {
            planner.Add(definition.Steps[i], i);
        }

        return planner;
    }

    private void Add(StepDefinition step, int index)
    {
        var context = new StepContext(index, Record, _segment, _diagnostics);
        switch (step)
        {
            case ParseStep:
                CheckParsePlace(step, index);
                break;
            case FilterStep filter:
                Record = FieldSteps.Filter(filter, context, _segment);
                break;
            case MapStep map:
                Record = FieldSteps.Map(map, context);
                break;
            case SelectStep select:
                Record = FieldSteps.Select(select, context);
                break;
            case OmitStep omit:
                Record = FieldSteps.Omit(omit, context);
                break;
            case RenameStep rename:
                Record = FieldSteps.Rename(rename, context);
                break;
            case WindowStep window:
                Cut(index, KeyedSteps.Window(window, context, _partitions));
                break;
            case GroupStep group:
                Cut(index, KeyedSteps.Group(group, context, _partitions));
                break;
            case BatchStep batch:
                Cut(index, KeyedSteps.Batch(batch, context));
                break;
            case DedupeStep dedupe:
                Pass(index, PassingSteps.Dedupe(dedupe, context));
                break;
            case RateOfChangeStep rate:
                Pass(index, PassingSteps.RateOfChange(rate, context, _segment));
                break;
            case SortStep sort:
                Pass(index, PassingSteps.Sort(sort, context));
                break;
            case OperatorCall call:
                Call(index, call, context);
                break;
            default:
                throw new InvalidOperationException($"There is no step {step.GetType().Name}.");
        }
    }

    private void Cut(int index, EmittingStep step)
    {
        _segment = new SegmentBuilder(step.Fields.Count);
        Record = RecordScope.Emitted(step.Fields);
        Stateful.Add(new PlannedStage(index, step.Create, Record, _segment));
    }

    private void Pass(int index, PassingStep step)
    {
        _segment = _segment.Continue();
        Record = step.Record;
        Stateful.Add(new PlannedStage(index, step.Create, Record, _segment));
    }

    private void Call(int index, OperatorCall call, StepContext context)
    {
        if (UserSteps.Plan(call, context, _segment, _options.Operators) is not { } plan)
        {
            return;
        }

        if (plan.Description.IsStateful)
        {
            Pass(index, new PassingStep(plan.Record, () => plan.CreateStateful(index)));
            return;
        }

        _segment.Add(() => plan.CreateRows(index));
        Record = plan.Record;
    }

    private void CheckParsePlace(StepDefinition step, int index)
    {
        if (index > 0)
        {
            _diagnostics.Add(DiagnosticCodes.WrongPlace, step.Mark, "A parse step must be the first step: it reads the source's text.", "Move it to the beginning of steps.");
        }
    }
}
