namespace FlexCore.Streams.Definition;

/// <summary>A string of a pipeline definition and where each of its characters stands in the file. Equal by text alone.</summary>
/// <remarks>Immutable. Strings convert implicitly, so that code writes plain strings.</remarks>
public sealed class DefinitionText : IEquatable<DefinitionText>
{
    private readonly TextSegment[] _segments;

    /// <summary>Creates a text that stands in one piece at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mark">The place of its first character.</param>
    public DefinitionText(string text, Mark mark = default)
        : this(text, [new TextSegment(0, mark, IsFixed: false)])
    {
    }

    internal DefinitionText(string text, TextSegment[] segments)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        _segments = segments;
    }

    /// <summary>The text, variables replaced.</summary>
    public string Text { get; }

    /// <summary>The place of the first character.</summary>
    public Mark Mark => _segments[0].Mark;

    internal IReadOnlyList<TextSegment> Segments => _segments;

    /// <summary>A text from code.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator DefinitionText(string text) => FromString(text);

    /// <summary>A text from code.</summary>
    /// <param name="text">The text.</param>
    public static DefinitionText FromString(string text) => new(text);

    /// <summary>The place of a character, for errors inside expressions. Characters that came from a variable stand where the variable is used.</summary>
    /// <param name="offset">The character's index, from 0 to the text's length.</param>
    public Mark MarkAt(int offset)
    {
        var segment = _segments[0];
        foreach (var candidate in _segments)
        {
            if (candidate.Offset > offset)
            {
                break;
            }

            segment = candidate;
        }

        return segment.IsFixed || !segment.Mark.IsKnown
            ? segment.Mark
            : new Mark(segment.Mark.Line, segment.Mark.Column + offset - segment.Offset);
    }

    /// <inheritdoc/>
    public bool Equals(DefinitionText? other) => other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DefinitionText);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
