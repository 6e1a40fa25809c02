using FlexCore.Streams.Aggregates;

namespace FlexCore.Streams.Grouping;

/// <summary>What a group step does, and what a window step does within each window.</summary>
/// <param name="Step">The step's index in the pipeline, for failures.</param>
/// <param name="KeySlots">The cells of the key parts in the input row; empty for one group over everything.</param>
/// <param name="Aggregates">The aggregates in output order.</param>
/// <param name="Partitions">Over how many partitions the keys are hashed, from 1.</param>
/// <remarks>Output row: [window start, window end,] key parts, aggregates, from cell 0 on. The output batch may be wider: later steps use the rest.</remarks>
internal sealed record KeyedPlan(int Step, IReadOnlyList<int> KeySlots, IReadOnlyList<AggregatePlan> Aggregates, int Partitions);
