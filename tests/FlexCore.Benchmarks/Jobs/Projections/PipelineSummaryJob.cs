using System.Diagnostics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Benchmarks.Jobs.Projections;

/// <summary>Builds the built-in projection pipeline_summary from 1,000,000 events of 1,000 pipelines, from the first event to the last, against plain upserts of its rows.</summary>
/// <param name="onPostgres">Whether log and read models are in PostgreSQL; else in SQLite.</param>
public sealed class PipelineSummaryJob(bool onPostgres) : IBenchmarkJob
{
    private const int Count = 1_000_000;
    private const string Projection = "pipeline_summary";

    public string Name => onPostgres ? "projection-postgres" : "projection-sqlite";

    public string Limit => $"plain upserts of ready-made rows into the same table, one per event, {PipelineEvents.Streams} per transaction, {(onPostgres ? "one connection" : "one thread")}";

    public Durability Durability => Durability.D1;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (onPostgres)
        {
            var store = await PostgresBench.OpenStoreAsync().ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
                return await BuildAsync(store.Journal, store.Feed, await store.OpenReadModelsAsync().ConfigureAwait(false), leases, context.Amount(Count)).ConfigureAwait(false);
            }
        }

        var folder = context.NewFolder();
        var file = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder }).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            var leases = await file.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
            var models = await SqliteReadModelStore.OpenAsync(folder).ConfigureAwait(false);
            await using (models.ConfigureAwait(false))
            {
                return await BuildAsync(file.Journal, file.Feed, models, leases, context.Amount(Count)).ConfigureAwait(false);
            }
        }
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return onPostgres ? await PlainUpserts.RateOnPostgresAsync(context.Amount(Count)).ConfigureAwait(false) : PlainUpserts.RateOnSqlite(context.NewFolder(), context.Amount(Count));
    }

    private static async Task<double> BuildAsync(IEventJournal journal, IEventFeed feed, IReadModelStore models, IReadOnlyList<ShardLease> leases, int wanted)
    {
        var count = await PipelineEvents.FillAsync(journal, leases, wanted).ConfigureAwait(false);
        var end = await feed.ReadEndAsync().ConfigureAwait(false);
        var services = new ProjectionServices(feed, journal, models, new OwnShards(leases), new FailingObserver(), new ProjectionOptions(), TimeProvider.System);
        var startedAt = Stopwatch.GetTimestamp();
        var engine = new ProjectionEngine(services, BuiltInProjections.All.Where(static built => built.Description.Name == Projection), new NoDocuments());
        await using (engine.ConfigureAwait(false))
        {
            await engine.StartAsync().ConfigureAwait(false);
            if (!await engine.WaitAsync(Projection, ConsistencyToken.Of(end), TimeSpan.FromMinutes(10)).ConfigureAwait(false))
            {
                throw new InvalidOperationException("The projection has not caught up within ten minutes.");
            }

            var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            var live = (await models.ListAsync().ConfigureAwait(false))[0].Live;
            var applied = (await models.ReadProgressAsync(live).ConfigureAwait(false)).Applied;
            return applied == count ? count / seconds : throw new InvalidOperationException($"{applied} of {count} events have had their effect.");
        }
    }

    private sealed class OwnShards(IReadOnlyList<ShardLease> leases) : IShardOwnership
    {
        public int ShardCount => leases.Count;

        public ShardLease? LeaseOf(int shard) => leases[shard];
    }

    private sealed class NoDocuments : IProjectionCompiler
    {
        public (IProjection? Projection, IReadOnlyList<Application.Pipelines.Documents.DocumentFinding> Findings) Compile(string document) => (null, []);
    }

    private sealed class FailingObserver : IProjectionObserver
    {
        public void Parked(string projection, ProjectedEvent happened, string reason) => Fail(reason);

        public void GaveUp(string projection, ProjectedEvent happened, string reason) => Fail(reason);

        public void Faulted(string projection, long generation, string reason) => Fail(reason);

        public void Interrupted(string projection, Exception error) => Fail(error.ToString());

        public void BegunAnew(string projection, long generation, string reason)
        {
        }

        public void LacksEvents(string projection, long generation, long events)
        {
        }

        public void Swapped(string projection, long generation)
        {
        }

        public void Committed(string projection, int applied, int documents)
        {
        }

        private static void Fail(string reason) => Console.Error.WriteLine($"The projection was interrupted: {reason}");
    }
}
