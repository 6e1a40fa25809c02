using FlexCore.Streams.Expressions;

namespace FlexCore.Streams.Definition;

/// <summary>Words a "did you mean" for a misspelt name.</summary>
public static class NameSuggestion
{
    private const int MaxListed = 40;

    /// <summary>The suggestion, or the list of what is allowed when it is short, or nothing.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What could have been meant.</param>
    public static string? For(string name, IEnumerable<string> candidates)
    {
        var known = candidates.ToList();
        var closest = Spelling.Closest(name, known);
        if (closest is not null)
        {
            return $"Did you mean '{closest}'?";
        }

        return known.Count is > 0 and <= MaxListed ? $"Allowed here: {string.Join(", ", known)}." : null;
    }
}
