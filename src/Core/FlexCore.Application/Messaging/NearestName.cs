namespace FlexCore.Application.Messaging;

/// <summary>Finds the name that somebody meant. Pure.</summary>
public static class NearestName
{
    // Longer texts are no slips of the pen, and comparing costs the product of both lengths.
    private const int LengthMax = 64;

    /// <summary>The known name that differs least, when it differs in at most a third of its characters; blanks, dots, dashes and case do not count.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">The names there are.</param>
    public static string? Of(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (name.Length is 0 or > LengthMax)
        {
            return null;
        }

        var wanted = Plain(name);
        return known.Where(static candidate => candidate.Length <= LengthMax)
            .Select(candidate => (Name: candidate, Distance: Distance(wanted, Plain(candidate))))
            .Where(candidate => candidate.Distance <= Math.Max(1, Plain(candidate.Name).Length / 3))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name).FirstOrDefault();
    }

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    // Levenshtein's distance, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
