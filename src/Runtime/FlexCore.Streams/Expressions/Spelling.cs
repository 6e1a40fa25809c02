namespace FlexCore.Streams.Expressions;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class Spelling
{
    private const int LongestName = 64;

    /// <summary>The candidate with the fewest edits, when they are few enough to be a slip; null otherwise. Case does not count.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What could have been written.</param>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName)
        {
            return null;
        }

        string? best = null;
        var fewest = Math.Max(1, name.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestName || candidate == name)
            {
                continue;
            }

            var edits = Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (edits < fewest)
            {
                fewest = edits;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.</summary>
    /// <param name="left">One text of at most 64 characters.</param>
    /// <param name="right">The other.</param>
    internal static int Edits(string left, string right)
    {
        var width = right.Length + 1;
        Span<int> beforeLast = stackalloc int[width];
        Span<int> last = stackalloc int[width];
        Span<int> current = stackalloc int[width];
        for (var j = 0; j < width; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j < width; j++)
            {
                var replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(Math.Min(last[j], current[j - 1]) + 1, replaced);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }
            }

            var oldest = beforeLast;
            beforeLast = last;
            last = current;
            current = oldest;
        }

        return last[right.Length];
    }
}
