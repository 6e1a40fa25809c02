using System.Text.Json;
using FlexCore.Streams.Cases;

namespace FlexCore.Cli.Testing;

/// <summary>Puts expected and actual records side by side, so that one missing record does not make all that follow it different.</summary>
internal static class RowAlignment
{
    // Beyond this many pairs the table of the longest common run would take too much memory; records are then compared one by one.
    private const long PairsMax = 4_000_000;

    /// <summary>Compares two lists of records.</summary>
    /// <param name="where">What is compared, for the differences.</param>
    /// <param name="expected">The expected records as JSON texts.</param>
    /// <param name="actual">The actual ones.</param>
    /// <param name="comparison">Compares two records.</param>
    /// <param name="order">Whether the order counts.</param>
    public static IReadOnlyList<CaseDifference> Compare(string where, IReadOnlyList<string> expected, IReadOnlyList<string> actual, RowComparison comparison, CaseOrder order)
    {
        var left = expected.Select(Parse).ToList();
        var right = actual.Select(Parse).ToList();
        var pairs = order == CaseOrder.Any ? Match(left, right, comparison) : Align(left, right, comparison);
        var differences = new List<CaseDifference>();
        foreach (var (i, j) in pairs)
        {
            if (i < 0)
            {
                differences.Add(new CaseDifference(where, j + 1, DifferenceKind.Unexpected, null, actual[j], []));
            }
            else if (j < 0)
            {
                differences.Add(new CaseDifference(where, i + 1, DifferenceKind.Missing, expected[i], null, []));
            }
            else if (comparison.Compare(left[i], right[j]) is { Count: > 0 } fields)
            {
                differences.Add(new CaseDifference(where, i + 1, DifferenceKind.Changed, expected[i], actual[j], fields));
            }
        }

        return differences;
    }

    // Any order: each expected record takes the first equal one that is left.
    private static List<(int Expected, int Actual)> Match(List<JsonElement> expected, List<JsonElement> actual, RowComparison comparison)
    {
        var left = Enumerable.Range(0, actual.Count).ToList();
        var missing = new List<int>();
        for (var i = 0; i < expected.Count; i++)
        {
            var found = left.FindIndex(j => comparison.Compare(expected[i], actual[j]).Count == 0);
            if (found < 0)
            {
                missing.Add(i);
            }
            else
            {
                left.RemoveAt(found);
            }
        }

        return [.. PairUp(missing, left)];
    }

    private static List<(int Expected, int Actual)> Align(List<JsonElement> expected, List<JsonElement> actual, RowComparison comparison)
    {
        if ((long)expected.Count * actual.Count > PairsMax)
        {
            return [.. PairUp([.. Enumerable.Range(0, expected.Count)], [.. Enumerable.Range(0, actual.Count)])];
        }

        var common = CommonRuns(expected, actual, comparison);
        var pairs = new List<(int, int)>();
        var onlyExpected = new List<int>();
        var onlyActual = new List<int>();
        for (int i = 0, j = 0; i < expected.Count || j < actual.Count;)
        {
            if (i < expected.Count && j < actual.Count && comparison.Compare(expected[i], actual[j]).Count == 0)
            {
                pairs.AddRange(PairUp(onlyExpected, onlyActual));
                onlyExpected.Clear();
                onlyActual.Clear();
                i++;
                j++;
            }
            else if (j == actual.Count || (i < expected.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                onlyExpected.Add(i++);
            }
            else
            {
                onlyActual.Add(j++);
            }
        }

        pairs.AddRange(PairUp(onlyExpected, onlyActual));
        return pairs;
    }

    // The length of the longest common subsequence of what begins at each pair of places.
    private static int[,] CommonRuns(List<JsonElement> expected, List<JsonElement> actual, RowComparison comparison)
    {
        var common = new int[expected.Count + 1, actual.Count + 1];
        for (var i = expected.Count - 1; i >= 0; i--)
        {
            for (var j = actual.Count - 1; j >= 0; j--)
            {
                common[i, j] = comparison.Compare(expected[i], actual[j]).Count == 0
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    // Between two equal records, those that are left over on both sides are taken for changed ones, in order.
    private static IEnumerable<(int Expected, int Actual)> PairUp(List<int> expected, List<int> actual)
    {
        for (var k = 0; k < Math.Max(expected.Count, actual.Count); k++)
        {
            yield return (k < expected.Count ? expected[k] : -1, k < actual.Count ? actual[k] : -1);
        }
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
