using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.UseCases;
using FlexCore.Testing.Storage;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Makes projections over a store in memory.</summary>
internal static class ReadModelParts
{
    /// <summary>The built-in projections and some more, at work; ended with the engine.</summary>
    public static async Task<(IProjections Projections, ProjectionEngine Engine)> OverAsync(InMemoryStore store, params IProjection[] more)
    {
        var leases = await store.Leases.AcquireAllAsync("projections");
        var engine = EngineOf(store, new AllShards(leases), more);
        await engine.StartAsync();
        return (new ProjectionService(engine, static () => { }), engine);
    }

    /// <summary>Projections that do nothing: for hosts whose tests are about something else.</summary>
    public static IProjections Idle(InMemoryStore store) => new ProjectionService(EngineOf(store, new AllShards([])), static () => { });

    private static ProjectionEngine EngineOf(InMemoryStore store, IShardOwnership shards, params IProjection[] more) => new(
        new ProjectionServices(store.Feed, store.Journal, new InMemoryReadModelStore(), shards, new Silent(), new ProjectionOptions { AttemptsMax = 1 }, TimeProvider.System),
        [.. BuiltInProjections.All, .. more],
        new NoCompiler());

    private sealed class AllShards(IReadOnlyList<ShardLease> leases) : IShardOwnership
    {
        public int ShardCount => leases.Count;

        public ShardLease? LeaseOf(int shard) => leases[shard];
    }

    private sealed class NoCompiler : IProjectionCompiler
    {
        public (IProjection? Projection, IReadOnlyList<DocumentFinding> Findings) Compile(string document) =>
            (null, [new DocumentFinding("missing-key", "The projection needs the key 'from'.", 2, 5, null)]);
    }

    private sealed class Silent : IProjectionObserver
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
