namespace FlexCore.Application.Nodes;

/// <summary>Which node a stream belongs to.</summary>
/// <param name="IsHere">Whether it is this one.</param>
/// <param name="Node">The node's name, or <see langword="null"/> while the stream moves and nobody has it.</param>
/// <param name="Url">The other node's HTTP interface, or <see langword="null"/> when it has none.</param>
public readonly record struct StreamOwner(bool IsHere, string? Node, Uri? Url)
{
    /// <summary>This node.</summary>
    public static StreamOwner Here { get; } = new(IsHere: true, null, null);
}
