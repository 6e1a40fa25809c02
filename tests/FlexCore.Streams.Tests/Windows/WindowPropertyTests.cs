using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Streams.Tests.Windows;

/// <summary>A naive program over the whole list of rows is the oracle; batches, partitions and restarts must not be visible.</summary>
public sealed class WindowPropertyTests
{
    private const int Width = 4;
    private const int OutputWidth = 11;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Random_late_data_gives_what_the_naive_program_gives(int seed)
    {
        var random = new Random(seed);
        var size = random.Next(1, 500);
        var lateness = random.Next(0, 300);
        var rows = RandomRows(random, 3_000);
        var (expected, late) = Naive(rows, size, lateness);

        var step = Operator(size, lateness, partitions: 1);
        var emitted = await Rows.RunAsync(step, rows, Width, OutputWidth, () => random.Next(1, 400));

        Rows.Text(emitted.Select(row => row[..7])).ShouldBe(Rows.Text(expected), $"seed {seed}");
        step.LateRecords.ShouldBe(late, $"seed {seed}");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Batches_partitions_and_restarts_are_not_visible(int seed)
    {
        var random = new Random(seed);
        var size = random.Next(50, 500);
        var lateness = random.Next(0, 300);
        var rows = RandomRows(random, 4_000);
        var plain = await Rows.RunAsync(Operator(size, lateness, 1), rows, Width, OutputWidth);

        foreach (var partitions in new[] { 1, 2, 5 })
        {
            var emitted = new List<Value[]>();
            var step = Operator(size, lateness, partitions);
            for (var start = 0; start < rows.Count;)
            {
                var count = Math.Min(random.Next(1, 700), rows.Count - start);
                emitted.AddRange(await Rows.ProcessAsync(step, rows.Skip(start).Take(count).ToArray(), Width, OutputWidth));
                start += count;
                if (random.Next(3) == 0)
                {
                    var restarted = Operator(size, lateness, random.Next(1, 4));
                    restarted.Restore(Rows.Snapshot(step));
                    restarted.WatermarkMs.ShouldBe(step.WatermarkMs);
                    step = restarted;
                }
            }

            emitted.AddRange(await Rows.CompleteAsync(step, OutputWidth));
            Canonical(emitted).ShouldBe(Canonical(plain), $"seed {seed}, {partitions} partitions");
        }
    }

    private static WindowOperator Operator(long size, long lateness, int partitions)
    {
        AggregatePlan[] aggregates =
        [
            Rows.Aggregate("n", "count"),
            Rows.Aggregate("sum", "sum", Rows.Cell(3)),
            Rows.Aggregate("max", "max", Rows.Cell(3)),
            Rows.Aggregate("avg", "avg", Rows.Cell(3)),
            Rows.Aggregate("p90", "quantile", Rows.Cell(3), Rows.Constant(0.9)),
            Rows.Aggregate("distinct", "distinct", Rows.Cell(3)),
            Rows.Aggregate("top", "topk", Rows.Cell(3), Rows.Constant(3)),
        ];
        return new WindowOperator(new WindowPlan(Rows.Keyed([1, 2], partitions, aggregates), size, 0, lateness, LatePolicy.Drop));
    }

    // Mostly ascending with jumps back and forth, as in logs of several servers.
    private static List<Value[]> RandomRows(Random random, int count)
    {
        var now = 1_700_000_000_000L;
        var rows = new List<Value[]>();
        for (var i = 0; i < count; i++)
        {
            now += random.Next(0, 10);
            now += random.Next(200) == 0 ? random.Next(0, 3_000) : 0;
            var key = random.Next(3) == 0 ? Value.Null : Value.String("k" + random.Next(6));
            rows.Add([Value.Number(now - random.Next(0, 400)), key, Value.Number(random.Next(2)), random.Next(10) == 0 ? Value.Null : Value.Number(random.Next(100))]);
        }

        return rows;
    }

    private static (List<Value[]> Rows, long Late) Naive(List<Value[]> rows, long size, long lateness)
    {
        var late = 0L;
        var watermark = long.MinValue;
        var accepted = new List<(long Start, Value[] Row)>();
        foreach (var row in rows)
        {
            var time = (long)row[0].AsNumber();
            watermark = Math.Max(watermark, time - lateness);
            var start = time / size * size;
            if (start + size <= watermark)
            {
                late++;
            }
            else
            {
                accepted.Add((start, row));
            }
        }

        var expected = accepted
            .GroupBy(entry => (entry.Start, Key: entry.Row[1].IsNull() ? "" : entry.Row[1].AsString(), Flag: entry.Row[2].AsNumber()))
            .OrderBy(group => group.Key.Start).ThenBy(group => group.Key.Key, StringComparer.Ordinal).ThenBy(group => group.Key.Flag)
            .Select(group =>
            {
                var numbers = group.Where(entry => entry.Row[3].IsNumber).Select(entry => entry.Row[3].AsNumber()).ToArray();
                return new[]
                {
                    Iso(group.Key.Start), Iso(group.Key.Start + size), group.First().Row[1], group.First().Row[2],
                    Value.Number(group.Count()), Value.Number(numbers.Sum()), numbers.Length == 0 ? Value.Null : Value.Number(numbers.Max()),
                };
            });
        return ([.. expected], late);
    }

    private static Value Iso(long milliseconds) =>
        Value.String(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));

    private static string Canonical(List<Value[]> rows)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (var row in rows)
        {
            var json = new FlexCore.Streams.Json.JsonOutput(output);
            json.Write(Value.Array(new ArrayValue(row)));
            json.Raw((byte)'\n');
            json.Flush();
        }

        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

internal static class ValueAssertions
{
    public static bool IsNull(this Value value) => value.Kind == ValueKind.Null;
}
