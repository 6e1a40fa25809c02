namespace FlexCore.Streams.Graphs;

/// <summary>A cell that a joined row takes over.</summary>
/// <param name="From">The cell of the route's row.</param>
/// <param name="To">The cell of the joined row.</param>
internal readonly record struct CellCopy(int From, int To);
