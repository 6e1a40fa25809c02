using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Retention;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Projections;

/// <summary>Projections over a store in memory: the test appends events and reads what becomes of them.</summary>
internal sealed class ProjectionWorkbench : IAsyncDisposable
{
    public const int ShardCount = 8;

    private readonly InMemoryStore _events = new(ShardCount);
    private readonly Dictionary<EntityId, long> _versions = [];
    private readonly List<ProjectionEngine> _engines = [];

    private ProjectionWorkbench()
    {
    }

    public ManualClock Clock { get; } = new();

    public InMemoryReadModelStore Models { get; } = new();

    public ProjectionOptions Options { get; } = new() { BatchSize = 7 };

    public RecordingObserver Observer { get; } = new();

    public NodeShards Shards { get; } = new();

    public IEventFeed Feed => _events.Feed;

    public IScavenger Scavenger => _events.Scavenger;

    public StoreIdentity? Identity { get; set; }

    public static async Task<ProjectionWorkbench> StartAsync()
    {
        var bench = new ProjectionWorkbench();
        foreach (var lease in await bench._events.Leases.AcquireAllAsync("node-1"))
        {
            bench.Shards.Give(lease);
        }

        return bench;
    }

    public static EntityId Order(string key) => new(TenantId.Default, ProjectedEvent.UserKind, key);

    public ProjectionEngine Engine(IReadOnlyList<IProjection> projections, IShardOwnership? shards = null)
    {
        var engine = new ProjectionEngine(new ProjectionServices(Feed, _events.Journal, Models, shards ?? Shards, Observer, Options, Clock) { Identity = Identity }, projections, new NoCompiler());
        _engines.Add(engine);
        return engine;
    }

    public async Task<ProjectionEngine> RunAsync(params IProjection[] projections)
    {
        var engine = Engine(projections);
        await engine.StartAsync();
        return engine;
    }

    /// <summary>Appends an event of a user.</summary>
    public Task<ConsistencyToken> AppendAsync(string key, string type, string data = "{}", DateTimeOffset? at = null) =>
        AppendAsync(Order(key), type, $$"""{"data":{{data}}}""", at);

    public async Task<ConsistencyToken> AppendAsync(EntityId stream, string type, string payload, DateTimeOffset? at = null)
    {
        var version = _versions.GetValueOrDefault(stream);
        var lease = Shards.Newest(stream.ShardOf(ShardCount));
        var metadata = new EventMetadata(at ?? Clock.GetUtcNow(), "user:ana", "corr", "cause");
        var result = await _events.Journal.AppendAsync(new AppendRequest(stream, lease, version, [new NewEvent(Guid.NewGuid(), type, 1, Encoding.UTF8.GetBytes(payload))], metadata));
        Assert.Equal(AppendStatus.Committed, result.Status);
        _versions[stream] = version + 1;
        return ConsistencyToken.Of(FeedCursor.Start.With(lease.Shard, (await Feed.ReadEndAsync()).OffsetOf(lease.Shard)));
    }

    /// <summary>Waits until a projection has seen everything.</summary>
    public async Task CatchUpAsync(ProjectionEngine engine, string projection)
    {
        var passed = await engine.WaitAsync(projection, ConsistencyToken.Of(await Feed.ReadEndAsync()), TimeSpan.FromDays(1)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(passed);
    }

    public async Task<ProjectionRow> RowAsync(string projection) => (await Models.ListAsync()).Single(row => row.Name == projection);

    /// <summary>The data of a document, or null.</summary>
    public async Task<string?> DocumentAsync(string projection, string key)
    {
        var found = await Models.QueryAsync(new ReadModelQuery((await RowAsync(projection)).Live, TenantId.Default, 2) { Key = key });
        return found.SingleOrDefault() is { } document ? Encoding.UTF8.GetString(document.Data.Span) : null;
    }

    /// <summary>Everything that a generation holds, byte for byte.</summary>
    public Task<List<string>> ContentAsync(long generation) => ContentAsync(Models, generation);

    public static async Task<List<string>> ContentAsync(IReadModelStore models, long generation) =>
        [.. (await models.QueryAsync(new ReadModelQuery(generation, TenantId.Default, int.MaxValue))).Select(document =>
            $"{document.Key} {document.AggregateType} {Encoding.UTF8.GetString(document.Data.Span)} {Encoding.UTF8.GetString(document.Stamps.Span)} {document.Version} {document.Events} {document.CreatedAt:O} {document.UpdatedAt:O}")];

    /// <summary>The same events projected by somebody who was never interrupted, in batches of another size.</summary>
    public async Task<(InMemoryReadModelStore Models, ProjectionEngine Engine)> AnewAsync(IReadOnlyList<IProjection> projections)
    {
        var models = new InMemoryReadModelStore();
        var engine = new ProjectionEngine(new ProjectionServices(Feed, _events.Journal, models, Shards, Observer, new ProjectionOptions { BatchSize = 1_000 }, Clock), projections, new NoCompiler());
        _engines.Add(engine);
        await engine.StartAsync();
        return (models, engine);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            await engine.DisposeAsync();
        }
    }

    private sealed class NoCompiler : IProjectionCompiler
    {
        public (IProjection? Projection, IReadOnlyList<DocumentFinding> Findings) Compile(string document) => (null, []);
    }
}
