using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Operators;

namespace FlexCore.Streams.Compilation;

/// <summary>Walks the steps of one chain in order, follows what is known about the record, and cuts the chain into segments at the steps with state.</summary>
/// <remarks>The pipeline itself is a chain, and so is each route of a branch.</remarks>
internal sealed class StepPlanner
{
    private readonly PlanParts _parts;
    private readonly string _path;
    private readonly int _depth;
    private RecordScope _record;
    private bool _hasEnded;
    private int _position;

    /// <summary>Begins a chain.</summary>
    /// <param name="parts">What all chains share.</param>
    /// <param name="path">What stands before the steps' numbers in messages.</param>
    /// <param name="depth">How many branches stand around the chain.</param>
    /// <param name="first">The chain's first segment.</param>
    /// <param name="record">The record at its beginning.</param>
    public StepPlanner(PlanParts parts, string path, int depth, SegmentBuilder first, RecordScope record)
    {
        _parts = parts;
        _path = path;
        _depth = depth;
        _record = record;
        Begin = record;
        First = first;
        Last = first;
    }

    /// <summary>The record at the chain's beginning.</summary>
    public RecordScope Begin { get; }

    /// <summary>Whether the chain's next step works on rows in input order, one batch at a time: behind a step with state or a join.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>The chain's first segment.</summary>
    public SegmentBuilder First { get; }

    /// <summary>The chain's last segment so far.</summary>
    public SegmentBuilder Last { get; private set; }

    /// <summary>The record after the last planned step; <see langword="null"/> when no record comes out there.</summary>
    public RecordScope? Record => _hasEnded ? null : _record;

    /// <summary>Plans a whole pipeline.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="parts">Takes stages, joins and sinks.</param>
    public static StepPlanner Plan(PipelineDefinition definition, PlanParts parts)
    {
        var first = new SegmentBuilder();
        first.Step = definition.Steps is [ParseStep, ..] ? 0 : -1;
        var record = definition.Steps is [ParseStep parse, ..]
            ? ParseSteps.Parse(parse, 0, first, parts.Diagnostics)
            : ParseSteps.Lines(first);
        first.Step = -1;
        var chain = new StepPlanner(parts, string.Empty, 0, first, record);
        chain.AddAll(definition.Steps);
        return chain;
    }

    /// <summary>Plans steps.</summary>
    /// <param name="steps">The steps in order.</param>
    public void AddAll(IEnumerable<StepDefinition> steps)
    {
        foreach (var step in steps)
        {
            var name = FormattableString.Invariant($"{_path}{++_position}");
            var index = _parts.Number(step, $"{name}:{step.Kind}");
            if (_hasEnded)
            {
                Unreachable(step.Mark, $"No record reaches the {step.Kind} step");
                return;
            }

            var (before, edge, wasOrdered) = (Last, _record, IsOrdered);
            Last.Step = index;
            Add(step, index, name);
            if (!wasOrdered && (ReferenceEquals(before, Last) || step is BranchStep))
            {
                _parts.ParallelSteps.Add(index);
            }

            if (ReferenceEquals(before, Last) && !Last.HasOperators)
            {
                Last.Add(static () => new PassRows());
            }

            // The record behind a branch depends on the route; its edge shows the records before they part.
            var shown = step is BranchStep ? edge : _record;
            _parts.Edges[index] = shown.ToEdgeLayout;
        }
    }

    /// <summary>Ends the chain in sinks.</summary>
    /// <param name="sinks">The sinks.</param>
    public void EndIn(IReadOnlyList<SinkDefinition> sinks)
    {
        if (_hasEnded)
        {
            foreach (var sink in sinks.Take(1))
            {
                Unreachable(sink.Mark, "No record reaches this sink");
            }

            return;
        }

        var end = _parts.AddSinks(sinks, _record.ToLayout());
        Last.End = () => end;
        _hasEnded = true;
    }

    private void Unreachable(Mark mark, string what) => _parts.Diagnostics.Add(
        DiagnosticCodes.WrongPlace, mark, $"{what}: all routes of the branch before it end in sinks.", "Take the sinks from a route, so that its records flow on, or remove this.");

    private void Add(StepDefinition step, int index, string name)
    {
        var context = new StepContext(index, _record, Last, _parts.Diagnostics);
        switch (step)
        {
            case ParseStep:
                CheckParsePlace(step, index);
                break;
            case FilterStep filter:
                _record = FieldSteps.Filter(filter, context, Last);
                break;
            case MapStep map:
                _record = FieldSteps.Map(map, context);
                break;
            case SelectStep select:
                _record = FieldSteps.Select(select, context);
                break;
            case OmitStep omit:
                _record = FieldSteps.Omit(omit, context);
                break;
            case RenameStep rename:
                _record = FieldSteps.Rename(rename, context);
                break;
            case WindowStep window:
                Cut(index, KeyedSteps.Window(window, context, _parts.Partitions));
                break;
            case GroupStep group:
                Cut(index, KeyedSteps.Group(group, context, _parts.Partitions));
                break;
            case BatchStep batch:
                Cut(index, KeyedSteps.Batch(batch, context));
                break;
            case DedupeStep dedupe:
                Pass(index, PassingSteps.Dedupe(dedupe, context));
                break;
            case RateOfChangeStep rate:
                Pass(index, PassingSteps.RateOfChange(rate, context, Last));
                break;
            case SortStep sort:
                Pass(index, PassingSteps.Sort(sort, context));
                break;
            case ExplodeStep explode:
                _record = RecordSteps.Explode(explode, context, Last);
                break;
            case SampleStep { Every: { } every } sample:
                Pass(index, RecordSteps.SampleByNumber(sample, every, context));
                break;
            case SampleStep sample:
                RecordSteps.SampleByKey(sample, context, Last);
                break;
            case ValidateStep validate:
                ValidateSteps.Validate(validate, context, Last);
                break;
            case LookupStep lookup:
                _record = LookupSteps.Lookup(lookup, context, Last, _parts);
                break;
            case ThrottleStep throttle:
                Throttle(index, throttle);
                break;
            case OperatorCall call:
                Call(index, call, context);
                break;
            case BranchStep branch:
                Split(new BranchPlanner(_parts, name, _depth, IsOrdered).Plan(branch, context, Last));
                break;
            default:
                throw new InvalidOperationException($"There is no step {step.GetType().Name}.");
        }
    }

    private void Split((SegmentBuilder Segment, RecordScope Record, bool IsOrdered)? behind)
    {
        if (behind is not { } rest)
        {
            _hasEnded = true;
            return;
        }

        (Last, _record) = (rest.Segment, rest.Record);
        IsOrdered |= rest.IsOrdered;
    }

    private void Cut(int index, EmittingStep step) =>
        AddStage(index, step.Create, RecordScope.Emitted(step.Fields), new SegmentBuilder(step.Fields.Count));

    private void Pass(int index, PassingStep step) => AddStage(index, step.Create, step.Record, Last.Continue());

    private void AddStage(int index, Func<IStatefulOperator> create, RecordScope record, SegmentBuilder behind)
    {
        var stage = _parts.Stages.Count;
        Last.End = () => new StageEnd(stage);
        Last.MarkPreparation();
        IsOrdered = true;
        _record = record;
        Last = behind;
        _parts.Stages.Add(new PlannedStage(index, create, record, behind));
    }

    private void Call(int index, OperatorCall call, StepContext context)
    {
        if (UserSteps.Plan(call, context, Last, _parts.Options.Operators) is not { } plan)
        {
            return;
        }

        var step = (index, _parts.Steps[index].Name);
        if (plan.Description.IsStateful)
        {
            Pass(index, new PassingStep(plan.Record, () => plan.CreateStateful(step)));
            return;
        }

        Last.Add(() => plan.CreateRows(step));
        _record = plan.Record;
    }

    private void Throttle(int index, ThrottleStep throttle)
    {
        var rate = throttle.RecordsPerSecond;
        if (!(rate > 0 && rate <= PipelineLimits.MaxRate))
        {
            _parts.Diagnostics.Add(DiagnosticCodes.InvalidValue, throttle.Mark, FormattableString.Invariant($"A throttle lets from more than 0 to {PipelineLimits.MaxRate:N0} records a second pass, not {rate}."));
        }

        _parts.Slow(rate);
        Pass(index, new PassingStep(_record, () => new ThrottleOperator(rate)));
    }

    private void CheckParsePlace(StepDefinition step, int index)
    {
        if (index > 0)
        {
            _parts.Diagnostics.Add(DiagnosticCodes.WrongPlace, step.Mark, "A parse step must be the first step: it reads the source's text.", "Move it to the beginning of steps.");
        }
    }
}
