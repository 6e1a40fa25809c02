namespace FlexCore.Architecture.Tests.Model;

/// <summary>Sizes compared with their budget.</summary>
internal static class Budget
{
    /// <summary>The value below which the given share of all values lies; nearest rank.</summary>
    public static int Percentile(IEnumerable<int> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>Fails with one violation per line.</summary>
    public static void None(IEnumerable<string> violations, string rule)
    {
        var list = violations.Order(StringComparer.Ordinal).ToList();
        if (list.Count > 0)
        {
            Assert.Fail($"{rule}\n  {string.Join("\n  ", list)}");
        }
    }
}
