using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Stores;

namespace FlexCore.Benchmarks.Jobs.Events;

/// <summary>The median time of a durable append of one event to a store that is full beside one that has 100,000 events; <c>--events 10M</c> says how full. Both get the same appends in turn.</summary>
/// <remarks>Every second append goes to a stream that the full store has, somewhere in it, and that its memory may not know; the others begin new streams.</remarks>
/// <param name="stores">Where the stores come from.</param>
/// <param name="onPostgres">On PostgreSQL; else on SQLite.</param>
/// <param name="inFlight">How many appends wait at the same time.</param>
public sealed class AppendAtSizeJob(FilledStores stores, bool onPostgres, int inFlight) : IBenchmarkJob
{
    private const long NewStreams = 50_000_000;
    private const long Stride = 7_368_787;

    private int _rounds;

    public string Name => $"append-latency-at-size-{(onPostgres ? "postgres" : "sqlite")}-{inFlight}-in-flight";

    public string Limit => "the same appends to a store of 100,000 events; 77 % is a latency of 1.3 times";

    public string Unit => "1/median seconds";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 1 / 1.3;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var full = await stores.GetAsync(context, onPostgres, context.Events).ConfigureAwait(false);
        return await MedianAsync(full, context).ConfigureAwait(false);
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        // Filling comes before both figures, and every round begins with a small store.
        await stores.GetAsync(context, onPostgres, context.Events).ConfigureAwait(false);
        var small = await FilledStores.NewSmallAsync(context, onPostgres).ConfigureAwait(false);
        await using (small.ConfigureAwait(false))
        {
            return await MedianAsync(small, context).ConfigureAwait(false);
        }
    }

    private async Task<double> MedianAsync(FilledStore filled, BenchmarkContext context)
    {
        var count = context.Amount(inFlight == 1 ? 3_000 : 60_000) / inFlight;
        var latencies = new double[count * inFlight];
        var round = Interlocked.Increment(ref _rounds);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                var stream = i % 2 == 0 ? Existing(filled, worker, (round * count) + i) : ((((round * inFlight) + worker) * (long)count) + i + NewStreams, 0L);
                latencies[(worker * count) + i] = await AppendAsync(filled, stream).ConfigureAwait(false);
            }
        }))).ConfigureAwait(false);
        Array.Sort(latencies);
        return 1 / latencies[latencies.Length / 2];
    }

    private static async Task<double> AppendAsync(FilledStore filled, (long Number, long Version) stream)
    {
        var id = StoreSample.Stream(stream.Number);
        var request = new AppendRequest(id, filled.Leases[id.ShardOf(filled.Leases.Count)], stream.Version, [StoreSample.EventsOf(stream.Number)[0]], StoreSample.Metadata(stream.Number));
        var startedAt = Stopwatch.GetTimestamp();
        var result = await filled.Store.Journal.AppendAsync(request).ConfigureAwait(false);
        return result.Status == AppendStatus.Committed
            ? Stopwatch.GetElapsedTime(startedAt).TotalSeconds
            : throw new InvalidOperationException($"An append to '{id}' ended with {result}.");
    }

    // A stream of the sample that belongs to the worker, far from the one before it.
    private (long Number, long Version) Existing(FilledStore filled, int worker, long step)
    {
        var own = filled.Sample.Streams / inFlight;
        var stream = (step * Stride % own * inFlight) + worker;
        return (stream, filled.Advance(stream));
    }
}
