using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Benchmarks.Jobs.Journal;

/// <summary>Single-event appends to 1,000 streams with a fixed number in flight, against plain inserts of the same rows.</summary>
public sealed class JournalAppendJob(int inFlight, int batch, double reach) : IBenchmarkJob
{
    private const int StreamCount = 1_000;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    /// <summary>The metadata of every append.</summary>
    public EventMetadata Metadata { get; init; } = SampleEvents.Metadata;

    public string Name => $"journal-append-{inFlight}-in-flight";

    public string Limit => $"plain SQLite inserts of the same rows, {batch} per commit";

    public Durability Durability => Durability.D2;

    public double? RatioReach => reach;

    private int Count => inFlight switch { >= 1_000 => 400_000, >= 10 => 100_000, _ => 3_000 };

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = context.NewFolder() }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
            var perWorker = context.Amount(Count) / inFlight;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, inFlight).Select(worker => WorkAsync(store, leases, worker, perWorker))).ConfigureAwait(false);
            return (double)perWorker * inFlight / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var plain = new PlainSqlite(context.NewFolder());
        var count = context.Amount(Count);
        var startedAt = Stopwatch.GetTimestamp();
        plain.Insert(count, batch, StreamCount, _payload);
        return Task.FromResult<double?>(count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    // Each worker owns its streams and goes round them, so that 1,000 streams grow whatever the number in flight.
    private async Task WorkAsync(SqliteStore store, IReadOnlyList<ShardLease> leases, int worker, int count)
    {
        var own = Math.Max(1, StreamCount / inFlight);
        var streams = Enumerable.Range(0, own).Select(i => SampleEvents.Stream((worker * own) + i)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var stream = streams[i % own];
            var result = await store.Journal.AppendAsync(new AppendRequest(
                stream,
                leases[stream.ShardOf(leases.Count)],
                i / own,
                [new NewEvent(Guid.Empty, SampleEvents.Type, 1, _payload)],
                Metadata)).ConfigureAwait(false);
            if (result.Status != AppendStatus.Committed)
            {
                throw new InvalidOperationException($"Append {i} of worker {worker} ended with {result}.");
            }
        }
    }
}
