using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Counts and sums rows by a text key in sliding windows, parsed rows in memory. One thread.</summary>
/// <remarks>The rows are a millisecond apart, over 500 keys, so a pane holds the rows of its milliseconds.</remarks>
internal sealed class SlidingWindowJob(int sizeMs, int everyMs) : IBenchmarkJob
{
    private readonly Lazy<KeyedRowsSample> _sample = new(() => new KeyedRowsSample(batches: 200, batchRows: 4_096, keys: 500));

    public string Name => $"sliding window {sizeMs / 1_000} s every {everyMs / 1_000} s, by key";

    public string Limit => "a Dictionary for each pane, merged at each window's end";

    public string Unit => "rows/s, one thread";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        AggregatePlan[] aggregates = [new("n", "count", []), new("s", "sum", [new AggregateArgument(2, Value.Undefined)])];
        var plan = new WindowPlan(new KeyedPlan(0, [1], aggregates, 1), sizeMs, 0, 0, LatePolicy.Drop) { EveryMs = everyMs };
        var step = new SlidingOperator(plan);
        var output = new RecordBatch(5);
        var sample = _sample.Value;
        var watch = Stopwatch.StartNew();
        foreach (var batch in sample.Batches)
        {
            output.Clear();
            await step.ProcessAsync(batch, output, CancellationToken.None).ConfigureAwait(false);
        }

        return sample.Rows.Length / watch.Elapsed.TotalSeconds;
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var sample = _sample.Value;
        var panes = new Queue<Dictionary<string, (long Count, double Sum)>>();
        var current = new Dictionary<string, (long Count, double Sum)>(StringComparer.Ordinal);
        var end = (sample.Rows[0].Time / everyMs * everyMs) + everyMs;
        var emitted = 0L;
        var watch = Stopwatch.StartNew();
        foreach (ref readonly var row in sample.Rows.AsSpan())
        {
            if (row.Time >= end)
            {
                panes.Enqueue(current);
                emitted += Merge(panes);
                if (panes.Count == sizeMs / everyMs)
                {
                    panes.Dequeue();
                }

                current = new Dictionary<string, (long Count, double Sum)>(StringComparer.Ordinal);
                end = (row.Time / everyMs * everyMs) + everyMs;
            }

            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(current, Encoding.UTF8.GetString(row.Key), out _);
            group = (group.Count + 1, group.Sum + row.Number);
        }

        return Task.FromResult<double?>(emitted < 0 ? null : sample.Rows.Length / watch.Elapsed.TotalSeconds);
    }

    private static int Merge(Queue<Dictionary<string, (long Count, double Sum)>> panes)
    {
        var window = new Dictionary<string, (long Count, double Sum)>(StringComparer.Ordinal);
        foreach (var pane in panes)
        {
            foreach (var (key, value) in pane)
            {
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(window, key, out _);
                group = (group.Count + value.Count, group.Sum + value.Sum);
            }
        }

        var rows = window.ToArray();
        Array.Sort(rows, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return rows.Length;
    }
}
