using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles the steps with state: window, group, batch. Their expressions become cells of the segment before them.</summary>
internal static class KeyedSteps
{
    private static readonly string[] WindowFields = ["window", "windowEnd"];

    /// <summary>Compiles a window.</summary>
    /// <param name="window">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="partitions">The number of partitions.</param>
    public static EmittingStep Window(WindowStep window, StepContext context, int partitions)
    {
        WindowChecks.Check(window, context);
        var time = context.CellOf(window.Time);
        var keyed = Keyed(window.By, window.Aggregates, context, partitions, time);
        return new EmittingStep(Names(window.By, window.Aggregates, WindowFields, context), OperatorOf(window, keyed, time));
    }

    /// <summary>Compiles a group.</summary>
    /// <param name="group">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="partitions">The number of partitions.</param>
    public static EmittingStep Group(GroupStep group, StepContext context, int partitions)
    {
        var plan = Keyed(group.By, group.Aggregates, context, partitions);
        return new EmittingStep(Names(group.By, group.Aggregates, [], context), () => new GroupOperator(plan));
    }

    /// <summary>Compiles a batch.</summary>
    /// <param name="batch">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static EmittingStep Batch(BatchStep batch, StepContext context)
    {
        if (batch.Size is < 1 or > PipelineLimits.MaxBatchSize)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, batch.Mark, $"A batch holds from 1 to {PipelineLimits.MaxBatchSize:N0} records, not {batch.Size}.");
        }

        var layout = context.Record.ToLayout();
        return new EmittingStep(["items"], () => new BatchOperator(batch.Size, layout));
    }

    private static Func<IStatefulOperator> OperatorOf(WindowStep window, KeyedPlan keyed, int time)
    {
        var lateness = (long)window.Lateness.TotalMilliseconds;
        switch (window.Shape)
        {
            case SessionWindow session:
                var sessions = new SessionPlan(keyed, (long)session.Gap.TotalMilliseconds, (long)session.MaxDuration.TotalMilliseconds, time, lateness, window.Late);
                return () => new SessionOperator(sessions);
            case SlidingWindow sliding:
                var overlapping = new WindowPlan(keyed, (long)sliding.Size.TotalMilliseconds, time, lateness, window.Late) { EveryMs = (long)sliding.Every.TotalMilliseconds };
                return () => new SlidingOperator(overlapping);
            case TumblingWindow tumbling:
                var plan = new WindowPlan(keyed, (long)tumbling.Size.TotalMilliseconds, time, lateness, window.Late);
                return () => new WindowOperator(plan);
            default:
                throw new InvalidOperationException($"There is no window {window.Shape.GetType().Name}.");
        }
    }

    private static KeyedPlan Keyed(EquatableList<NamedText> by, EquatableList<NamedText> aggregates, StepContext context, int partitions, int time = AggregatePlan.NoTime)
    {
        var keys = by.Select(key => context.CellOf(key.Text)).ToArray();
        var plans = aggregates.Select(aggregate => Aggregate(aggregate, context)).OfType<AggregatePlan>().Select(plan => plan with { TimeSlot = time }).ToArray();
        context.AddComputation();
        return new KeyedPlan(context.Step, keys, plans, partitions);
    }

    private static AggregatePlan? Aggregate(NamedText aggregate, StepContext context)
    {
        var text = aggregate.Text;
        var parsed = ExpressionParser.Parse(text.Text);
        context.Report(text, parsed.Diagnostics);
        if (!parsed.TryGet(out var syntax))
        {
            return null;
        }

        if (syntax is not CallSyntax { FunctionName: { } function } call)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidAggregate, text.Mark, $"'{text}' is not an aggregate call.", "For example: count(), sum(bytes) or quantile(bytes, 0.95).");
            return null;
        }

        if (AggregateCatalog.Find(function) is null)
        {
            var known = AggregateCatalog.All.Select(entry => entry.Name);
            context.Diagnostics.Add(DiagnosticCodes.InvalidAggregate, text.Mark, $"There is no aggregate '{function}'.", NameSuggestion.For(function, known));
            return null;
        }

        var plan = new AggregatePlan(aggregate.Name.Text, function, [.. call.Arguments.Select(argument => Argument(text, argument, context))]);
        if (AggregateCatalog.Check(plan) is { } mistake)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidAggregate, text.Mark, $"{char.ToUpperInvariant(mistake[0])}{mistake[1..]}.");
            return null;
        }

        return plan;
    }

    private static AggregateArgument Argument(DefinitionText text, ExpressionSyntax syntax, StepContext context)
    {
        if (context.Compile(text, syntax) is not { } expression)
        {
            return new AggregateArgument(-1, Value.Null);
        }

        if (!expression.IsConstant)
        {
            return new AggregateArgument(context.CellOf(expression), Value.Undefined);
        }

        try
        {
            return new AggregateArgument(-1, expression.Evaluate(new EvaluationFrame([])));
        }
        catch (ExpressionException error)
        {
            context.Report(text, [error.Diagnostic]);
            return new AggregateArgument(-1, Value.Null);
        }
    }

    private static List<string> Names(EquatableList<NamedText> by, EquatableList<NamedText> aggregates, string[] first, StepContext context)
    {
        var own = by.Concat(aggregates).Select(named => named.Name).ToList();
        FieldSteps.CheckUnique(own, context);
        foreach (var name in own.Where(name => first.Contains(name.Text)))
        {
            context.Diagnostics.Add(DiagnosticCodes.DuplicateField, name.Mark, $"The field '{name}' is taken: window rows have it already.", "Choose another name.");
        }

        return [.. first, .. own.Select(name => name.Text)];
    }
}
