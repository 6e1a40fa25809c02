namespace FlexCore.Chaos.Tests.History;

/// <summary>The rules: what was acknowledged is there, nothing is there twice, nothing is there that nobody sent, and each writer's records are in the order it sent them.</summary>
internal static class Judgement
{
    public static Verdict Of(IReadOnlySet<RecordId> sent, IReadOnlySet<RecordId> acknowledged, IReadOnlyList<RecordId> seen)
    {
        var there = new HashSet<RecordId>();
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        List<RecordId> doubled = [], reordered = [], invented = [];
        foreach (var id in seen)
        {
            if (!sent.Contains(id))
            {
                invented.Add(id);
            }
            else if (!there.Add(id))
            {
                doubled.Add(id);
            }
            else if (last.GetValueOrDefault(id.Writer) > id.Number)
            {
                reordered.Add(id);
            }

            last[id.Writer] = Math.Max(id.Number, last.GetValueOrDefault(id.Writer));
        }

        return new Verdict(acknowledged.Count, [.. acknowledged.Where(id => !there.Contains(id))], doubled, reordered, invented);
    }
}
