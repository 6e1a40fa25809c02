using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Benchmarks.Jobs.Journal;

/// <summary>The journal's worst case: every event begins a new stream, so the index gets as many rows as the event table.</summary>
public sealed class JournalColdStreamsJob : IBenchmarkJob
{
    private const int InFlight = 1_024;
    private const int Batch = 100;
    private const int Count = 200_000;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    public string Name => "journal-append-new-streams";

    public string Limit => $"plain SQLite inserts of the same rows, {Batch} per commit, no index at all";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.3;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = context.NewFolder() }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
            var perWorker = context.Amount(Count) / InFlight;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, InFlight).Select(worker => WorkAsync(store, leases, worker, perWorker))).ConfigureAwait(false);
            return (double)perWorker * InFlight / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var plain = new PlainSqlite(context.NewFolder());
        var count = context.Amount(Count);
        var startedAt = Stopwatch.GetTimestamp();
        plain.Insert(count, Batch, streamCount: 1_000, _payload);
        return Task.FromResult<double?>(count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    private async Task WorkAsync(SqliteStore store, IReadOnlyList<ShardLease> leases, int worker, int count)
    {
        for (var i = 0; i < count; i++)
        {
            // Multiplying by an odd number spreads the keys, as random ids would be spread, but the same in every run.
            var number = (int)((uint)((worker * count) + i) * 2_654_435_761u % 1_000_000_007u);
            var stream = SampleEvents.Stream(number);
            await store.Journal.AppendAsync(new AppendRequest(
                stream,
                leases[stream.ShardOf(leases.Count)],
                0,
                [new NewEvent(Guid.Empty, SampleEvents.Type, 1, _payload)],
                SampleEvents.Metadata)).ConfigureAwait(false);
        }
    }
}
