using FlexCore.Streams.Observation;

namespace FlexCore.Streams.Graphs;

/// <summary>A run of stateless steps that are executed together on one batch, without hand-over between them.</summary>
/// <param name="Width">The number of cells of each row.</param>
/// <param name="Operators">The operators in order.</param>
internal sealed record SegmentPlan(int Width, IReadOnlyList<PlannedOperator> Operators)
{
    /// <summary>The operators for one worker.</summary>
    /// <param name="meters">Takes what they do.</param>
    public SegmentRun Instantiate(RunMeters meters) => new(
        meters.Clock,
        [.. Operators.Select((planned, index) => new MeteredOperator(
            planned.Make(meters),
            planned.Step < 0 ? null : meters.Steps[planned.Step],
            IsFirst: !planned.IsPreparation && (index == 0 || Operators[index - 1].Step != planned.Step),
            IsLast: !planned.IsPreparation && (index == Operators.Count - 1 || Operators[index + 1].Step != planned.Step)))]);
}
