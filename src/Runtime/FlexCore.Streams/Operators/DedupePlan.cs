namespace FlexCore.Streams.Operators;

/// <summary>What a dedupe step does.</summary>
/// <param name="Step">The step's index, for failures.</param>
/// <param name="KeySlots">The cells of the key parts.</param>
/// <param name="TimeSlot">The cell with the event time; meaningless without <paramref name="TtlMs"/>.</param>
/// <param name="TtlMs">For how long a kept record makes others duplicates, or <see langword="null"/>.</param>
/// <param name="MaxKeys">The most keys that are remembered.</param>
internal sealed record DedupePlan(int Step, IReadOnlyList<int> KeySlots, int TimeSlot, long? TtlMs, int MaxKeys);
