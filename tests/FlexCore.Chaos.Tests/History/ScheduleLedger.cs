namespace FlexCore.Chaos.Tests.History;

/// <summary>The rules of schedules that are due every second: each second fires once, in order, under numbers that grow by one, and none before it has come.</summary>
internal static class ScheduleLedger
{
    // As many as a message can show.
    private const int ShownMax = 1_000;

    /// <param name="firings">What the topic of the schedules holds, in its order.</param>
    /// <param name="now">The database's time when that had been read, as a second since 1970.</param>
    public static Verdict Judge(IReadOnlyList<ScheduleFiring> firings, long now) =>
        Verdict.Sum([.. firings.GroupBy(firing => firing.Schedule, StringComparer.Ordinal).Select(schedule => JudgeOne(schedule.Key, [.. schedule], now))]);

    private static Verdict JudgeOne(string schedule, IReadOnlyList<ScheduleFiring> firings, long now)
    {
        List<RecordId> lost = [], doubled = [], reordered = [];
        var mistakes = new List<string>();
        var (first, last, number) = (firings[0].Due, firings[0].Due - 1, 0L);
        foreach (var firing in firings)
        {
            for (var second = last + 1; second < firing.Due && lost.Count < ShownMax; second++)
            {
                lost.Add(Id(second));
            }

            if (firing.Due <= last)
            {
                doubled.Add(Id(firing.Due));
            }

            if (firing.Number != number + 1)
            {
                reordered.Add(Id(firing.Due));
            }

            if (firing.Due > now)
            {
                mistakes.Add($"{Id(firing.Due)} fired {firing.Due - now} s before its time");
            }

            (last, number) = (Math.Max(last, firing.Due), firing.Number);
        }

        return new Verdict(firings.Count, lost, doubled, reordered, []) { Mistakes = mistakes };

        RecordId Id(long second) => new(schedule, (int)(second - first));
    }
}
