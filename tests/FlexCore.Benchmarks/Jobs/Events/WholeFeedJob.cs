using System.Diagnostics;
using FlexCore.Application.Feed;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Benchmarks.Stores;

namespace FlexCore.Benchmarks.Jobs.Events;

/// <summary>Reads the whole feed of a million events, every row verified and decoded, beside a plain SELECT of the same rows of the same store.</summary>
/// <param name="stores">Where the store comes from.</param>
/// <param name="onPostgres">On PostgreSQL; else on SQLite.</param>
public sealed class WholeFeedJob(FilledStores stores, bool onPostgres) : IBenchmarkJob
{
    private const int EventCount = 1_000_000;
    private const int BatchSize = 1_000;

    public string Name => $"feed-read-1m-{(onPostgres ? "postgres" : "sqlite")}";

    public string Limit => "plain SELECT of all columns of the same rows in one statement";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.6;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        var filled = await StoreAsync(context).ConfigureAwait(false);
        var (count, sum) = (0L, 0L);
        var startedAt = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        await foreach (var batch in filled.Store.Feed.SubscribeAsync(FeedCursor.Start, BatchSize, stop.Token).ConfigureAwait(false))
        {
            count += batch.Events.Count;
            sum += batch.Events[^1].Payload.Length;
            if (count >= filled.Sample.Events)
            {
                break;
            }
        }

        return sum > 0 ? count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds : throw new InvalidOperationException("Nothing was read.");
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context) => await PlainSelect.RateAsync(await StoreAsync(context).ConfigureAwait(false)).ConfigureAwait(false);

    private Task<FilledStore> StoreAsync(BenchmarkContext context) => stores.GetAsync(context, onPostgres, context.Amount(EventCount));
}
