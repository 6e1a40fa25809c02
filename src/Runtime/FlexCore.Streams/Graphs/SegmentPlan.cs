namespace FlexCore.Streams.Graphs;

/// <summary>A run of stateless steps that are executed together on one batch, without hand-over between them.</summary>
/// <param name="Width">The number of cells of each row.</param>
/// <param name="Operators">Makes each operator, once for each worker.</param>
internal sealed record SegmentPlan(int Width, IReadOnlyList<Func<IRowOperator>> Operators)
{
    /// <summary>The operators for one worker.</summary>
    public IRowOperator[] Instantiate() => [.. Operators.Select(make => make())];
}
