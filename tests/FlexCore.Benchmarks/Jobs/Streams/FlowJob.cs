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

    // A pass takes milliseconds, and the runtime compiles hot code anew only after some hundred of them: without these passes the rows
    // would compare compilers and not loops.
    private const int WarmUpPasses = 40;

    private readonly Lazy<long[]> _records = new(static () => [.. Enumerable.Range(0, Records).Select(static number => (long)number)]);

    private bool _graphIsWarm;
    private bool _loopIsWarm;

    public string Name => "C# graph, 5 operators";

    public string Limit => "hand-written loop over batches through a bounded Channel";

    public string Unit => "records/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.25;

    public double? RateReach => 15_000_000;

    public Task<double> MeasureAsync(BenchmarkContext context) => WarmAsync(RunGraphAsync, ref _graphIsWarm);

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context) => await WarmAsync(RunLoopAsync, ref _loopIsWarm);

    private static Task<double> WarmAsync(Func<Task<double>> pass, ref bool isWarm)
    {
        var passes = isWarm ? 1 : WarmUpPasses;
        isWarm = true;
        return LastOfAsync(pass, passes);
    }

    private static async Task<double> LastOfAsync(Func<Task<double>> pass, int passes)
    {
        var rate = 0.0;
        for (var i = 0; i < passes; i++)
        {
            rate = await pass();
        }

        return rate;
    }

    private async Task<double> RunGraphAsync()
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

    private async Task<double> RunLoopAsync()
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
