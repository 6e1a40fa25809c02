namespace FlexCore.Chaos.Tests.History;

/// <summary>The rules of a stream that is spread by key: as for a topic, and each key's records are those of the input, and what is remembered of a key moves along.</summary>
internal static class SpreadOutput
{
    /// <param name="history">What was sent and acknowledged.</param>
    /// <param name="input">The stream's topic, in its order.</param>
    /// <param name="rows">What came out, in its order.</param>
    public static Verdict Judge(AppendHistory history, IReadOnlyList<RecordId> input, IReadOnlyList<SpreadRow> rows)
    {
        var expected = input.ToLookup(id => id.Writer, StringComparer.Ordinal);
        var mistakes = new List<string>();
        foreach (var key in rows.GroupBy(row => row.Id.Writer, StringComparer.Ordinal))
        {
            if (!key.Select(row => row.Id).SequenceEqual(expected[key.Key]))
            {
                mistakes.Add($"{key.Key} is not what went in: {key.Count()} of {expected[key.Key].Count()} records, or another order");
            }

            if (key.Index().FirstOrDefault(row => row.Item.IsFirst != (row.Index == 0)).Item is { } wrong)
            {
                mistakes.Add($"{wrong.Id} counts {(wrong.IsFirst ? "once more" : "not")} as the first of its key");
            }
        }

        return history.Judge([.. rows.Select(row => row.Id)]) with { Mistakes = mistakes };
    }
}
