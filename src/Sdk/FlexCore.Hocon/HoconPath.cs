using FlexCore.Hocon.Syntax;

namespace FlexCore.Hocon;

/// <summary>A way through nested objects: a list of key names.</summary>
public sealed class HoconPath : IEquatable<HoconPath>
{
    /// <summary>Creates a path from key names taken as they are: a dot in a name is part of the name.</summary>
    /// <param name="segments">At least one name; a name may be empty.</param>
    /// <exception cref="ArgumentException">There is no segment.</exception>
    public HoconPath(IReadOnlyList<string> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments.Count == 0)
        {
            throw new ArgumentException("A path has at least one segment.", nameof(segments));
        }

        Segments = segments;
    }

    /// <summary>The key names from the outermost inward.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>Reads a path expression, for example <c>a.b."c.d"</c>.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The path.</returns>
    /// <exception cref="HoconException">The text is not a path expression.</exception>
    public static HoconPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new HoconPath(PathReader.ReadWhole(text));
    }

    /// <summary>Renders the path as an expression that <see cref="Parse"/> reads back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Render(Segments);

    /// <inheritdoc/>
    public bool Equals(HoconPath? other) => other is not null && Segments.SequenceEqual(other.Segments, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HoconPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var segment in Segments)
        {
            hash.Add(segment, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    internal static string Render(IEnumerable<string> segments) => string.Join('.', segments.Select(RenderSegment));

    private static string RenderSegment(string segment)
    {
        if (segment.Length > 0 && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return segment;
        }

        var text = new System.Text.StringBuilder();
        JsonText.WriteString(text, segment);
        return text.ToString();
    }
}
