using System.Globalization;

namespace FlexCore.Client.Models;

/// <summary>Which log events are wanted.</summary>
public sealed record LogTailQuery
{
    /// <summary>The node, by name; <see langword="null"/> for the one that answers.</summary>
    public string? Node { get; init; }

    /// <summary>Only events at least this important, for example <c>warning</c>; <see langword="null"/> for all that the node logs.</summary>
    public string? Level { get; init; }

    /// <summary>Only events of categories that begin like this; <see langword="null"/> for all.</summary>
    public string? Category { get; init; }

    /// <summary>How many of the events that the node still has to begin with.</summary>
    /// <value>The default value is 20.</value>
    public int Newest { get; init; } = 20;

    internal string ToQuery()
    {
        var parts = new[] { ("node", Node), ("level", Level), ("category", Category) }
            .Where(static part => part.Item2 is not null).Select(static part => $"&{part.Item1}={Uri.EscapeDataString(part.Item2 ?? string.Empty)}");
        return string.Create(CultureInfo.InvariantCulture, $"?last={Newest}{string.Concat(parts)}");
    }
}
