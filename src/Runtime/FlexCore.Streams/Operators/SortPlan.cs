using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Operators;

/// <summary>What a sort step does.</summary>
/// <param name="Step">The step's index, for failures.</param>
/// <param name="TimeSlot">The cell with the event time.</param>
/// <param name="WindowMs">The length of the windows within which the keys decide, aligned to the epoch; 1 where only the time decides.</param>
/// <param name="LatenessMs">The watermark is the greatest event time so far minus this.</param>
/// <param name="Late">What happens to rows whose window has come out.</param>
/// <param name="Keys">What is compared within a window.</param>
/// <param name="MaxRecords">The most rows that are held at a time.</param>
internal sealed record SortPlan(int Step, int TimeSlot, long WindowMs, long LatenessMs, LatePolicy Late, IReadOnlyList<SortCell> Keys, int MaxRecords);

/// <summary>A cell that decides the order within a window.</summary>
/// <param name="Slot">The cell.</param>
/// <param name="IsDescending">Whether the greatest value comes first.</param>
internal readonly record struct SortCell(int Slot, bool IsDescending);
