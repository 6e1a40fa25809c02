using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Lookups;

/// <summary>What a lookup step does.</summary>
/// <param name="Step">The step's index, for failures.</param>
/// <param name="Table">The table.</param>
/// <param name="Keys">The cells with the parts of the key.</param>
/// <param name="Fields">For each new cell the index of its value among the row's values.</param>
/// <param name="Missing">What happens to records whose key is not in the table.</param>
internal sealed record LookupPlan(int Step, LookupTable Table, int[] Keys, (int Slot, int Value)[] Fields, LookupMissing Missing);
