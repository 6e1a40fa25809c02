using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Tests.Operators;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Tests.Windows;

/// <summary>Sliding and session windows against naive programs that keep every record; batches, partitions and restarts must not be visible.</summary>
public sealed class OverlappingPropertyTests
{
    private const int Width = 3;
    private const int OutputWidth = 10;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(451, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Sliding_windows_give_what_the_naive_program_gives(int seed)
    {
        var random = new Random(seed);
        var every = random.Next(1, 80);
        var size = every * random.Next(1, 8) + (random.Next(2) == 0 ? 0 : random.Next(every));
        var lateness = random.Next(0, 200);
        var rows = RandomRows(random, 1_500);
        var create = (int partitions) => new SlidingOperator(new WindowPlan(Rows.Keyed([1], partitions, Aggregates), size, 0, lateness, LatePolicy.Drop) { EveryMs = every });

        await Check(create, rows, NaiveSliding(rows, size, every, lateness), random, $"seed {seed}, size {size}, every {every}, lateness {lateness}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Session_windows_give_what_the_naive_program_gives(int seed)
    {
        var random = new Random(seed);
        var gap = random.Next(1, 150);
        var max = random.Next(2) == 0 ? 1_000_000 : random.Next(1, 400);
        var lateness = random.Next(0, 200);
        var rows = RandomRows(random, 1_500);
        var create = (int partitions) => new SessionOperator(new SessionPlan(Rows.Keyed([1], partitions, Aggregates), gap, max, 0, lateness, LatePolicy.Drop));

        await Check(create, rows, NaiveSessions(rows, gap, max, lateness), random, $"seed {seed}, gap {gap}, max {max}, lateness {lateness}");
    }

    private static AggregatePlan[] Aggregates =>
    [
        Rows.Aggregate("n", "count"),
        Rows.Aggregate("sum", "sum", Rows.Cell(2)),
        Rows.Aggregate("max", "max", Rows.Cell(2)),
        Rows.Aggregate("first", "first", Rows.Cell(2)) with { TimeSlot = 0 },
        Rows.Aggregate("last", "last", Rows.Cell(2)) with { TimeSlot = 0 },
        Rows.Aggregate("median", "quantile", Rows.Cell(2), Rows.Constant(0.5)),
        Rows.Aggregate("distinct", "distinct", Rows.Cell(2)),
    ];

    private static async Task Check<T>(Func<int, T> create, List<Value[]> rows, (List<Value[]> Rows, long Late) naive, Random random, string context)
        where T : IStatefulOperator
    {
        var expected = OperatorRuns.Text(naive.Rows);
        foreach (var partitions in new[] { 1, 3 })
        {
            var step = create(partitions);
            OperatorRuns.Text(await Rows.RunAsync(step, rows, Width, OutputWidth, () => random.Next(1, 300))).ShouldBe(expected, $"{context}, {partitions} partitions");
            step.LateRecords.ShouldBe(naive.Late, context);
            OperatorRuns.Text(await OperatorRuns.RestartedAsync(() => create(random.Next(1, 4)), rows, (Width, OutputWidth), random)).ShouldBe(expected, $"{context}, restarted");
        }
    }

    private static List<Value[]> RandomRows(Random random, int count)
    {
        var now = 1_700_000_000_000L;
        var rows = new List<Value[]>();
        for (var i = 0; i < count; i++)
        {
            now += random.Next(0, 10);
            now += random.Next(100) == 0 ? random.Next(0, 2_000) : 0;
            rows.Add([Value.Number(now - random.Next(0, 300)), random.Next(4) == 0 ? Value.Null : Value.String("k" + random.Next(4)), Value.Number(random.Next(1_000))]);
        }

        return rows;
    }

    // Each record goes into a copy of each open window that covers it.
    private static (List<Value[]> Rows, long Late) NaiveSliding(List<Value[]> rows, long size, long every, long lateness)
    {
        var late = 0L;
        var watermark = long.MinValue;
        var windows = new Dictionary<long, List<Value[]>>();
        foreach (var row in rows)
        {
            var time = (long)row[0].AsNumber();
            watermark = Math.Max(watermark, time - lateness);
            var isLate = true;
            for (var start = time / every * every; start > time - size; start -= every)
            {
                if (start + size > watermark)
                {
                    windows.TryAdd(start, []);
                    windows[start].Add(row);
                    isLate = false;
                }
            }

            late += isLate ? 1 : 0;
        }

        var emitted = windows.OrderBy(window => window.Key).SelectMany(window => window.Value
            .GroupBy(row => row[1].ToString())
            .OrderBy(group => group.Key == "null" ? "" : group.Key, StringComparer.Ordinal)
            .Select(group => Result(window.Key, window.Key + size, [.. group])));
        return ([.. emitted], late);
    }

    // Sessions are lists of records in one list; everything is searched from end to end.
    private static (List<Value[]> Rows, long Late) NaiveSessions(List<Value[]> rows, long gap, long max, long lateness)
    {
        var late = 0L;
        var watermark = long.MinValue;
        var open = new List<List<Value[]>>();
        var emitted = new List<Value[]>();
        foreach (var row in rows)
        {
            var (time, key) = ((long)row[0].AsNumber(), row[1].ToString());
            watermark = Math.Max(watermark, time - lateness);
            Emit(session => Last(session) + gap <= watermark);
            var own = open.Find(session => session[0][1].ToString() == key && First(session) <= time && time <= Last(session));
            own ??= open.Where(session => session[0][1].ToString() == key && time > First(session) - gap && time < Last(session) + gap
                && Math.Max(Last(session), time) - Math.Min(First(session), time) <= max).MinBy(First);
            if (own is null)
            {
                if (time + gap <= watermark)
                {
                    late++;
                    continue;
                }

                open.Add(own = []);
            }

            own.Add(row);
            var next = open.Where(session => session != own && session[0][1].ToString() == key && First(session) > First(own)).MinBy(First);
            if (next is not null && First(next) < Last(own) + gap && Last(next) - First(own) <= max)
            {
                own.AddRange(next);
                open.Remove(next);
            }
        }

        Emit(_ => true);
        return (emitted, late);

        void Emit(Predicate<List<Value[]>> isEnded)
        {
            emitted.AddRange(open.FindAll(isEnded).OrderBy(First).ThenBy(session => session[0][1].IsNull() ? "" : session[0][1].AsString(), StringComparer.Ordinal)
                .Select(session => Result(First(session), Last(session) + gap, session)));
            open.RemoveAll(isEnded);
        }

        static long First(List<Value[]> session) => session.Min(row => (long)row[0].AsNumber());
        static long Last(List<Value[]> session) => session.Max(row => (long)row[0].AsNumber());
    }

    private static Value[] Result(long start, long end, List<Value[]> rows)
    {
        var numbers = rows.Select(row => row[2].AsNumber()).Order().ToArray();
        return
        [
            IsoTime.Write(start), IsoTime.Write(end), rows[0][1], Value.Number(rows.Count), Value.Number(numbers.Sum()), Value.Number(numbers[^1]),
            rows.MinBy(row => row[0].AsNumber()).ShouldNotBeNull()[2], rows.OrderBy(row => row[0].AsNumber()).Last()[2],
            Value.Number(numbers[(numbers.Length + 1) / 2 - 1]), Value.Number(numbers.Distinct().Count()),
        ];
    }
}
