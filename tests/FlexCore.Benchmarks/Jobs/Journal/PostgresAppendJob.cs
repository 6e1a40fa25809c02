using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Persistence.PostgreSql;

namespace FlexCore.Benchmarks.Jobs.Journal;

/// <summary>Single-event appends to 1,000 streams over PostgreSQL, against plain inserts of the same rows through as many connections. <c>synchronous_commit</c> is on for both.</summary>
/// <param name="inFlight">How many appends wait at the same time.</param>
/// <param name="batchMax">The most rows in one of our commits; the limit commits 100, or as many as can be waiting for one connection.</param>
/// <param name="reach">The least share of the limit to reach.</param>
public sealed class PostgresAppendJob(int inFlight, int batchMax, double reach) : IBenchmarkJob
{
    private const int StreamCount = 1_000;
    private const int Count = 100_000;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    public string Name => $"postgres-append-{inFlight}-in-flight-batches-of-{batchMax}";

    public string Limit => $"plain PostgreSQL inserts of the same rows, {LimitBatch} per commit, {PostgresBench.Connections} connections";

    public Durability Durability => Durability.D2;

    public double? RatioReach => reach;

    private int LimitBatch => Math.Min(100, inFlight / PostgresBench.Connections);

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = await PostgresBench.OpenStoreAsync(batchMax).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
            var perWorker = context.Amount(Count) / inFlight;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, inFlight).Select(worker => WorkAsync(store, leases, worker, perWorker))).ConfigureAwait(false);
            return (double)perWorker * inFlight / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await PostgresBench.PlainRateAsync(context.Amount(Count), LimitBatch, _payload).ConfigureAwait(false);
    }

    private async Task WorkAsync(PostgresStore store, IReadOnlyList<ShardLease> leases, int worker, int count)
    {
        var own = Math.Max(1, StreamCount / inFlight);
        var streams = Enumerable.Range(0, own).Select(i => SampleEvents.Stream((worker * own) + i)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var stream = streams[i % own];
            var result = await store.Journal.AppendAsync(new AppendRequest(
                stream, leases[stream.ShardOf(leases.Count)], i / own, [new NewEvent(Guid.Empty, SampleEvents.Type, 1, _payload)], SampleEvents.Metadata)).ConfigureAwait(false);
            if (result.Status != AppendStatus.Committed)
            {
                throw new InvalidOperationException($"Append {i} of worker {worker} ended with {result}.");
            }
        }
    }
}
