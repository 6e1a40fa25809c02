using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Drops rows whose text key was kept within the last 20 seconds of event time, parsed rows in memory. One thread.</summary>
internal sealed class DedupeJob : IBenchmarkJob
{
    private const int Keys = 20_000;
    private const long Ttl = 20_000;

    private readonly Lazy<KeyedRowsSample> _sample = new(static () => new KeyedRowsSample(batches: 200, batchRows: 4_096, keys: Keys));

    public string Name => "dedupe by key and time to live";

    public string Limit => "Dictionary of times and a Queue of (key, time) that is cut at its head";

    public string Unit => "rows/s, one thread";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        var step = new DedupeOperator(new DedupePlan(0, [1], 0, Ttl, 1_000_000));
        var output = new RecordBatch(3);
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
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        var order = new Queue<(string Key, long Time)>();
        var kept = 0L;
        var watch = Stopwatch.StartNew();
        foreach (ref readonly var row in sample.Rows.AsSpan())
        {
            while (order.TryPeek(out var oldest) && oldest.Time + Ttl <= row.Time)
            {
                order.Dequeue();
                seen.Remove(oldest.Key);
            }

            var key = Encoding.UTF8.GetString(row.Key);
            ref var time = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, key, out var isKnown);
            if (!isKnown)
            {
                time = row.Time;
                order.Enqueue((key, row.Time));
                kept++;
            }
        }

        return Task.FromResult<double?>(kept == 0 ? null : sample.Rows.Length / watch.Elapsed.TotalSeconds);
    }
}
