using System.Globalization;

namespace FlexCore.Application.Cluster;

/// <summary>One life of a node: a node that comes back after a restart is another member with the same name.</summary>
/// <param name="Name">The configured name, unique in the cluster; 1 to <see cref="NameLengthMax"/> characters of <c>a-z A-Z 0-9 . _ -</c>.</param>
/// <param name="Incarnation">Which life, from 1; one more than any the membership table has had for that name.</param>
public sealed record NodeId(string Name, long Incarnation)
{
    /// <summary>The most characters in a node's name.</summary>
    public const int NameLengthMax = 100;

    /// <summary>The text form <c>name@incarnation</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}@{Incarnation}");

    /// <summary>Whether a text can be a node's name.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= NameLengthMax } && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Reads the text form.</summary>
    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <exception cref="FormatException">The text is no node id.</exception>
    public static NodeId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.LastIndexOf('@');
        if (at <= 0
            || !IsName(text[..at])
            || !long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var incarnation)
            || incarnation < 1)
        {
            throw new FormatException($"'{text}' is no node id. Write name@incarnation, for example node-1@7.");
        }

        return new NodeId(text[..at], incarnation);
    }
}
