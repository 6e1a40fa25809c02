namespace FlexCore.Streams.Graphs;

/// <summary>What an explode does.</summary>
/// <param name="Step">The step's index, for failures.</param>
/// <param name="List">The cell with the list.</param>
/// <param name="Item">The cell that takes the item.</param>
/// <param name="Index">The cell that takes the item's index, or -1.</param>
/// <param name="KeepEmpty">Whether records without items go on.</param>
internal sealed record ExplodePlan(int Step, int List, int Item, int Index, bool KeepEmpty);
