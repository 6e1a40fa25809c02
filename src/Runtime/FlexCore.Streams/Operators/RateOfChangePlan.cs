namespace FlexCore.Streams.Operators;

/// <summary>What a rateOfChange step does.</summary>
/// <param name="Step">The step's index, for failures.</param>
/// <param name="KeySlots">The cells of the key parts; empty when every record follows the one before.</param>
/// <param name="ValueSlot">The cell with the number.</param>
/// <param name="TimeSlot">The cell with the event time.</param>
/// <param name="ResultSlot">The cell that takes the result.</param>
/// <param name="PerMs">The unit of time, in milliseconds.</param>
/// <param name="TtlMs">How long a record is remembered, or <see langword="null"/>.</param>
/// <param name="MaxKeys">The most keys that are remembered.</param>
internal sealed record RateOfChangePlan(int Step, IReadOnlyList<int> KeySlots, int ValueSlot, int TimeSlot, int ResultSlot, double PerMs, long? TtlMs, int MaxKeys);
