using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>The operators of a segment at work for one worker, measured once for each batch and step.</summary>
/// <param name="clock">Measures time.</param>
/// <param name="operators">The operators in order.</param>
internal sealed class SegmentRun(TimeProvider clock, MeteredOperator[] operators)
{
    /// <summary>The operators in order.</summary>
    public IReadOnlyList<IRowOperator> Operators => [.. operators.Select(metered => metered.Operator)];

    /// <summary>Works on the selected rows.</summary>
    /// <param name="batch">The batch.</param>
    public void Apply(RecordBatch batch)
    {
        if (operators.Length == 0)
        {
            return;
        }

        var started = clock.GetTimestamp();
        foreach (var metered in operators)
        {
            var (rows, failures) = (batch.SelectedCount, batch.Failures.Count);
            metered.BeforeApply(batch);
            metered.Operator.Apply(batch);
            var ended = clock.GetTimestamp();
            metered.Count(batch, rows, failures, clock.GetElapsedTime(started, ended));
            started = ended;
        }
    }
}

/// <summary>An operator and the meter of its step.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Meter">The meter, if the operator belongs to a step.</param>
/// <param name="IsFirst">Whether the step's records come in here.</param>
/// <param name="IsLast">Whether they go out here.</param>
internal readonly record struct MeteredOperator(IRowOperator Operator, OperatorMeter? Meter, bool IsFirst, bool IsLast)
{
    /// <summary>Shows the records of a branch before they part.</summary>
    /// <param name="batch">The batch.</param>
    public void BeforeApply(RecordBatch batch)
    {
        if (Operator is RouteRows && Meter is { Tap.IsActive: true } meter)
        {
            meter.Tap.Offer(batch);
        }
    }

    /// <summary>Counts what the operator did.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">How many rows came in.</param>
    /// <param name="failures">How many failures there were before.</param>
    /// <param name="busy">How long it took.</param>
    public void Count(RecordBatch batch, int rows, int failures, TimeSpan busy)
    {
        if (Meter is not { } meter)
        {
            return;
        }

        meter.AddBusy(busy);
        if (Operator is RouteRows routes)
        {
            // What failed inside a route was counted there.
            meter.AddIn(rows);
            meter.AddOut(routes.Taken);
            meter.AddErrors(routes.Failed);
            return;
        }

        meter.AddErrors(batch.Failures.Count - failures);
        if (IsFirst)
        {
            meter.AddIn(rows);
        }

        if (IsLast)
        {
            meter.AddOut(batch.SelectedCount);
            if (meter.Tap.IsActive)
            {
                meter.Tap.Offer(batch);
            }
        }
    }
}
