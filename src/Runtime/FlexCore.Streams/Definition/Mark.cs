namespace FlexCore.Streams.Definition;

/// <summary>Where a node stands in its pipeline file. Takes no part in equality, so that a file and code give equal definitions.</summary>
/// <param name="Line">The line, from 1; 0 when the node comes from code.</param>
/// <param name="Column">The column in characters, from 1; 0 when the node comes from code.</param>
public readonly record struct Mark(int Line, int Column)
{
    /// <summary>A node that comes from code.</summary>
    public static Mark None => default;

    /// <summary>Whether the node has a place in a file.</summary>
    public bool IsKnown => Line > 0;

    /// <summary>Always true: see the summary.</summary>
    /// <param name="other">Any other mark.</param>
    public bool Equals(Mark other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    /// <summary>The place as <c>line:column</c>.</summary>
    public override string ToString() => IsKnown ? $"{Line}:{Column}" : "code";
}
