using System.Diagnostics;
using System.Threading.Channels;
using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.Flows;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>The typed C# graph: five operators over five million numbers, one of them a boundary between two tasks.</summary>
internal sealed class FlowJob : IBenchmarkJob
{
    private const int Records = 5_000_000;
    private const int BatchSize = 1024;
    private const int Capacity = 8;

    private readonly Lazy<long[]> _records = new(static () => [.. Enumerable.Range(0, Records).Select(static number => (long)number)]);

    public string Name => "C# graph, 5 operators";

    public string Limit => "hand-written loop over batches through a bounded Channel";

    public string Unit => "records/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.25;

    public double? RateReach => 15_000_000;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        var records = _records.Value;
        var watch = Stopwatch.StartNew();
        var sum = await Flow.From(records)
            .Select(static number => number * 3)
            .Where(static number => (number & 1) == 0)
            .InParallel(Capacity)
            .Select(static number => number + 7)
            .AggregateAsync(0L, static (total, number) => total + number);
        GC.KeepAlive(sum);
        return Records / watch.Elapsed.TotalSeconds;
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var records = _records.Value;
        var watch = Stopwatch.StartNew();
        var channel = Channel.CreateBounded<(long[] Items, int Count)>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
        var producing = Task.Run(() => ProduceAsync(records, channel.Writer));
        var sum = 0L;
        await foreach (var (items, count) in channel.Reader.ReadAllAsync())
        {
            for (var i = 0; i < count; i++)
            {
                sum += items[i] + 7;
            }
        }

        await producing;
        GC.KeepAlive(sum);
        return Records / watch.Elapsed.TotalSeconds;
    }

    private static async Task ProduceAsync(long[] records, ChannelWriter<(long[] Items, int Count)> writer)
    {
        for (var start = 0; start < records.Length; start += BatchSize)
        {
            var items = new long[BatchSize];
            var count = 0;
            for (var i = start; i < Math.Min(start + BatchSize, records.Length); i++)
            {
                var number = records[i] * 3;
                if ((number & 1) == 0)
                {
                    items[count++] = number;
                }
            }

            await writer.WriteAsync((items, count));
        }

        writer.Complete();
    }
}
