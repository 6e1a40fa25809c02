using System.Diagnostics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Benchmarks.Jobs.Journal;

/// <summary>Reads the feed of 100,000 events in 1,000 streams from the start.</summary>
public sealed class FeedReadJob : IBenchmarkJob
{
    private const int EventCount = 100_000;
    private const int StreamCount = 1_000;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    public string Name => "feed-read";

    public string Limit => "none: nothing plain does the same";

    public Durability Durability => Durability.D2;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = context.NewFolder() }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
            NewEvent[] events = [.. Enumerable.Repeat(new NewEvent(Guid.Empty, SampleEvents.Type, 1, _payload), EventCount / StreamCount)];
            var appends = Enumerable.Range(0, StreamCount).Select(SampleEvents.Stream).Select(stream =>
                store.Journal.AppendAsync(new AppendRequest(stream, leases[stream.ShardOf(leases.Count)], 0, events, SampleEvents.Metadata)).AsTask());
            await Task.WhenAll(appends).ConfigureAwait(false);
            var startedAt = Stopwatch.GetTimestamp();
            var (cursor, count) = (FeedCursor.Start, 0);
            while (await store.Feed.ReadAsync(cursor, 1_000).ConfigureAwait(false) is { } batch)
            {
                (cursor, count) = (batch.Cursor, count + batch.Events.Count);
            }

            return count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }
}
