using FlexCore.Streams.Definition;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Time;

namespace FlexCore.Streams.Compilation;

/// <summary>Compiles the steps with state that pass records on: dedupe, rateOfChange, sort. Their expressions become cells of the segment before them.</summary>
internal static class PassingSteps
{
    /// <summary>Compiles a dedupe.</summary>
    /// <param name="dedupe">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static PassingStep Dedupe(DedupeStep dedupe, StepContext context)
    {
        CheckKeys(dedupe.MaxKeys, dedupe, context);
        CheckPositive(dedupe.Ttl, "ttl", dedupe, context);
        if (dedupe.By.Count == 0)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, dedupe.Mark, "The dedupe step needs the key 'by'.", "For example: by: [id]");
        }

        if (dedupe.Ttl is not null && dedupe.Time is null)
        {
            context.Diagnostics.Add(DiagnosticCodes.MissingKey, dedupe.Mark, "With 'ttl' the dedupe step needs the key 'time'.", "A time to live counts in the records' own time, for example: time: time");
        }
        else if (dedupe is { Ttl: null, Time: { } unused })
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, unused.Mark, "Without 'ttl' the dedupe step does not use a time.", "Add ttl, or remove time.");
        }

        var keys = Cells(dedupe.By, context);
        var time = dedupe.Time is { } text ? context.CellOf(text) : -1;
        context.AddComputation();
        var plan = new DedupePlan(context.Step, keys, time, (long?)dedupe.Ttl?.TotalMilliseconds, dedupe.MaxKeys);
        return new PassingStep(context.Record, () => new DedupeOperator(plan));
    }

    /// <summary>Compiles a rateOfChange.</summary>
    /// <param name="rate">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">Gives the cell of the result.</param>
    public static PassingStep RateOfChange(RateOfChangeStep rate, StepContext context, SegmentBuilder segment)
    {
        CheckKeys(rate.MaxKeys, rate, context);
        CheckPositive(rate.Ttl, "ttl", rate, context);
        CheckPositive(rate.Per, "per", rate, context);
        var keys = Cells(rate.By, context);
        var value = context.CellOf(rate.Field);
        var time = context.CellOf(rate.Time);
        context.AddComputation();
        var result = segment.NewSlot();
        var plan = new RateOfChangePlan(context.Step, keys, value, time, result, rate.Per.TotalMilliseconds, (long?)rate.Ttl?.TotalMilliseconds, rate.MaxKeys);
        return new PassingStep(context.Record.With(rate.As.Text, result), () => new RateOfChangeOperator(plan));
    }

    /// <summary>Compiles a sort.</summary>
    /// <param name="sort">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    public static PassingStep Sort(SortStep sort, StepContext context)
    {
        if (sort.Window is { } window && (window <= TimeSpan.Zero || window.TotalMilliseconds > EventTime.LongestWindow))
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, sort.Mark, $"A window cannot be {window.TotalMilliseconds:N0} ms long.", $"Choose from 1ms to {EventTime.LongestWindow / 86_400_000}d.");
        }

        if (sort.Lateness < TimeSpan.Zero)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, sort.Mark, "The lateness cannot be negative.");
        }

        if (sort.MaxRecords is < 1 or > PipelineLimits.MaxSortedRecords)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, sort.Mark, $"'maxRecords' must be from 1 to {PipelineLimits.MaxSortedRecords:N0}, not {sort.MaxRecords}.");
        }

        // The rows outlive their chunk, and a failed one is shown as JSON: it needs all of its fields.
        context.Record.ToLayout();
        var time = context.CellOf(sort.Time);
        SortCell[] keys = [.. sort.By.Select(key => new SortCell(context.CellOf(key.Expression), key.IsDescending))];
        context.AddComputation();
        var plan = new SortPlan(context.Step, time, (long)(sort.Window ?? TimeSpan.FromMilliseconds(1)).TotalMilliseconds, (long)sort.Lateness.TotalMilliseconds, sort.Late, keys, sort.MaxRecords);
        return new PassingStep(context.Record, () => new SortOperator(plan));
    }

    private static int[] Cells(EquatableList<NamedText> keys, StepContext context) => [.. keys.Select(key => context.CellOf(key.Text))];

    private static void CheckKeys(int maxKeys, StepDefinition step, StepContext context)
    {
        if (maxKeys is < 1 or > PipelineLimits.MaxKeys)
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, step.Mark, $"'maxKeys' must be from 1 to {PipelineLimits.MaxKeys:N0}, not {maxKeys}.");
        }
    }

    private static void CheckPositive(TimeSpan? duration, string key, StepDefinition step, StepContext context)
    {
        if (duration < TimeSpan.FromMilliseconds(1))
        {
            context.Diagnostics.Add(DiagnosticCodes.InvalidValue, step.Mark, $"'{key}' must be at least 1ms.");
        }
    }
}
