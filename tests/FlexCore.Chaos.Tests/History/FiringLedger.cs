using System.Globalization;

namespace FlexCore.Chaos.Tests.History;

/// <summary>The rules of a timer that fires on one node: every due time once, in order, and no firing of an older epoch behind one of a newer.</summary>
internal static class FiringLedger
{
    // As many as a message can show; how many there are is counted all the same by their first ones.
    private const int ShownMax = 1_000;

    /// <summary>Reads runs, each <c>epoch:from-to</c>, in the order in which they took effect.</summary>
    public static IReadOnlyList<FiringRun> Parse(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(run =>
        {
            var parts = run.Split(':', '-');
            return new FiringRun(Number(parts[0]), Number(parts[1]), Number(parts[2]));
        }),
    ];

    /// <summary>Judges firings: a due time that was left out is lost, one that fired before is doubled, one of an older epoch than the one before it is reordered.</summary>
    public static Verdict Judge(IReadOnlyList<FiringRun> runs)
    {
        List<RecordId> lost = [], doubled = [], reordered = [];
        var (last, epoch, count) = (0L, 0L, 0L);
        foreach (var run in runs)
        {
            lost.AddRange(Range(last + 1, run.From - 1));
            doubled.AddRange(Range(run.From, Math.Min(run.To, last)));
            if (run.Epoch < epoch)
            {
                reordered.AddRange(Range(run.From, run.To));
            }

            count += run.To - run.From + 1;
            (last, epoch) = (Math.Max(last, run.To), Math.Max(epoch, run.Epoch));
        }

        return new Verdict((int)count, lost, doubled, reordered, []);
    }

    private static IEnumerable<RecordId> Range(long from, long to)
    {
        for (var number = from; number <= Math.Min(to, from + ShownMax); number++)
        {
            yield return new RecordId("due", (int)number);
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
