using FlexCore.Streams.Records;

namespace FlexCore.Streams.Observation;

/// <summary>Which operator of a graph is meant.</summary>
/// <param name="Name">Its name, unique within the graph.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Layout">The rows at its edge; <see langword="null"/> for the source, whose records are text.</param>
/// <param name="IsParallel">Whether several workers may run it at the same time.</param>
internal sealed record OperatorIdentity(string Name, string Kind, RecordLayout? Layout, bool IsParallel);
