namespace FlexCore.Streams.Expressions;

/// <summary>A place in an expression's text.</summary>
/// <param name="Offset">UTF-16 characters before it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 characters, from 1.</param>
public readonly record struct SourcePosition(int Offset, int Line, int Column)
{
    /// <summary>The beginning of a text.</summary>
    public static SourcePosition Start => new(0, 1, 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
