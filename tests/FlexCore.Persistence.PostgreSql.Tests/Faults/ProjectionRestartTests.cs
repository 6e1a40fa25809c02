using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>Read models while the server is ended at once, which loses what projections have not flushed, and started again.</summary>
[NeedsPostgres]
public sealed class ProjectionRestartTests : IAsyncLifetime
{
    private const string Generic = "generic";
    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task Immediate_restarts_under_load_leave_what_a_rebuild_makes()
    {
        await using var load = await LoadedStore.StartAsync(StoreFixture.Options(Server, "projected"), writers: 8);
        var models = await load.Store.OpenReadModelsAsync();
        await using (var engine = EngineOf(load, models))
        {
            await engine.StartAsync();
            for (var round = 0; round < 3; round++)
            {
                await load.AcknowledgedAsync(60);
                load.Breaking();
                await Server.StopAsync();
                await Server.StartAsync();
                load.Healed();
            }

            await load.AcknowledgedAsync(60);
            await load.CheckAsync();
            await PassedAsync(load, engine);
        }

        // Another process sees only what is stored.
        await using var next = EngineOf(load, models);
        await next.StartAsync();
        await PassedAsync(load, next);
        var anew = new InMemoryReadModelStore();
        await using var oracle = EngineOf(load, anew);
        await oracle.StartAsync();
        await PassedAsync(load, oracle);
        (await ContentAsync(models)).ShouldBe(await ContentAsync(anew));
        (await AppliedAsync(models)).ShouldBe((await StoreFixture.ReadFeedAsync(load.Store)).Count, "each event has had its effect once");
    }

    [Fact]
    public async Task What_was_lost_before_a_quiet_time_comes_back_by_itself()
    {
        await using var load = await LoadedStore.StartAsync(StoreFixture.Options(Server, "quiet"), writers: 2);
        var models = await load.Store.OpenReadModelsAsync();
        var clock = new ManualClock();
        await using var engine = EngineOf(load, models, clock);
        await engine.StartAsync();
        await load.AcknowledgedAsync(20);
        await load.CheckAsync();
        await PassedAsync(load, engine);
        var before = await ContentAsync(models);

        // Nothing comes afterwards that would tell the projection: as if the server had lost what it had not flushed.
        await Server.ExecuteAsync("DELETE FROM quiet_read_models.document");
        await Server.ExecuteAsync("DELETE FROM quiet_read_models.position");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await ContentAsync(models)).SequenceEqual(before))
        {
            patience.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    private static ProjectionEngine EngineOf(LoadedStore load, IReadModelStore models, TimeProvider? clock = null)
    {
        var options = new ProjectionOptions { BatchSize = 50, RestartDelay = TimeSpan.FromMilliseconds(50), FlushInterval = TimeSpan.FromSeconds(2) };
        return new ProjectionEngine(
            new ProjectionServices(load.Store.Feed, load.Store.Journal, models, new AllShards(load.Leases), new Unheard(), options, clock ?? TimeProvider.System),
            BuiltInProjections.All.Where(static built => built.Description.Name == Generic),
            new NoDocuments());
    }

    private static async Task PassedAsync(LoadedStore load, ProjectionEngine engine) =>
        (await engine.WaitAsync(Generic, ConsistencyToken.Of(await load.Store.Feed.ReadEndAsync()), TimeSpan.FromSeconds(60))).ShouldBeTrue();

    private static async Task<List<string>> ContentAsync(IReadModelStore models)
    {
        var live = (await models.ListAsync()).Single().Live;
        return
        [
            .. (await models.QueryAsync(new ReadModelQuery(live, TenantId.Default, ReadModelLimits.PageMax))).Select(static document =>
                $"{document.Key} {document.AggregateType} {Encoding.UTF8.GetString(document.Data.Span)} {document.Version} {document.Events} {document.CreatedAt:O} {document.UpdatedAt:O}"),
        ];
    }

    private static async Task<long> AppliedAsync(IReadModelStore models) => (await models.ReadProgressAsync((await models.ListAsync()).Single().Live)).Applied;

    private sealed class AllShards(IReadOnlyList<ShardLease> leases) : IShardOwnership
    {
        public int ShardCount => leases.Count;

        public ShardLease? LeaseOf(int shard) => leases[shard];
    }

    private sealed class NoDocuments : IProjectionCompiler
    {
        public (IProjection? Projection, IReadOnlyList<DocumentFinding> Findings) Compile(string document) => (null, []);
    }

    private sealed class Unheard : IProjectionObserver
    {
        public void Parked(string projection, ProjectedEvent happened, string reason)
        {
        }

        public void GaveUp(string projection, ProjectedEvent happened, string reason)
        {
        }

        public void Faulted(string projection, long generation, string reason)
        {
        }

        public void Interrupted(string projection, Exception error)
        {
        }

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
    }
}
