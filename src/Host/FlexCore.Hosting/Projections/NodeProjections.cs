using FlexCore.Application.Feed;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Projections.UseCases;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Projections;

/// <summary>The projections of a node put together. Made by one thread; what it offers is thread-safe. Disposed before its engine.</summary>
internal sealed class NodeProjections : IAsyncDisposable
{
    private const string Topic = "projections:changed";

    // Hints are about the whole node, whoever's tenant something is of.
    private static readonly SecurityContext _self = new(TenantId.Default, "service:projections");

    private readonly IReadModelStore _store;
    private readonly ProjectionEngine _engine;
    private readonly ITopicBus _bus;
    private readonly ITopicSubscription _hints;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _listening;

    private NodeProjections(IReadModelStore store, ProjectionEngine engine, ITopicBus bus, PersonalDocuments personal)
    {
        _store = store;
        _engine = engine;
        _bus = bus;
        UseCases = new ProjectionService(engine, Hint, personal);
        _hints = bus.Subscribe(_self, Topic, 1);
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>The use cases.</summary>
    public IProjections UseCases { get; }

    /// <summary>How far projections have come.</summary>
    public IProjectionProgress Progress => _engine;

    /// <summary>How far all have come that are at work.</summary>
    public ValueTask<FeedCursor?> SlowestAsync(CancellationToken cancellationToken) => _engine.SlowestAsync(cancellationToken);

    /// <summary>Opens the read models and begins to keep them up to date.</summary>
    public static async Task<NodeProjections> StartAsync(
        NodeEngine engine, ProjectionsInHost host, PersonalDocuments personal, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var store = await engine.OpenReadModelsAsync(cancellationToken).ConfigureAwait(false);
        var log = new ProjectionLog(logs.CreateLogger("FlexCore.Projections"));
        var services = new ProjectionServices(engine.Feed, engine.Journal, store, new EngineShards(engine.Shards), log, host.Options, clock) { Types = host.Types, Identity = engine.Identity };
        var projections = new NodeProjections(store, new ProjectionEngine(services, [.. BuiltInProjections.All, .. host.InCode], new StreamsProjectionCompiler()), engine.Bus, personal);
        try
        {
            await projections._engine.StartAsync(cancellationToken).ConfigureAwait(false);
            return projections;
        }
        catch
        {
            await projections.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _hints.DisposeAsync().ConfigureAwait(false);
        await _engine.DisposeAsync().ConfigureAwait(false);
        if (_store is IAsyncDisposable closable)
        {
            await closable.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private void Hint() => _ = _bus.PublishAsync(new TopicMessage(_self, Topic, "{}"u8.ToArray()), CancellationToken.None).AsTask();

    private async Task ListenAsync()
    {
        await foreach (var _ in _hints.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
        {
            _engine.Nudge();
        }
    }
}
