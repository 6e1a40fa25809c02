using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Real entities of one kind over a store in memory. Whoever starts it disposes it: what it measures is kept by the process until then.</summary>
internal sealed class TestRegion<TState, TCommand, TEvent> : IAsyncDisposable
    where TCommand : Domain.ICommand
{
    private readonly ActorSystem _system;

    private TestRegion(EntityDefinition<TState, TCommand, TEvent> definition, InMemoryStore store, OwnedShards shards, TimeProvider clock)
    {
        _system = new ActorSystem(new ActorSystemOptions(), clock, NullLoggerFactory.Instance);
        Entities = new EntityRegion<TState, TCommand, TEvent>(_system, definition, new EntityStorage(store.Journal, store.Snapshots, shards), new EntityOptions());
    }

    public EntityRegion<TState, TCommand, TEvent> Entities { get; }

    public static async Task<TestRegion<TState, TCommand, TEvent>> StartAsync(EntityDefinition<TState, TCommand, TEvent> definition, InMemoryStore store, TimeProvider clock) =>
        new(definition, store, await OwnedShards.AcquireAllAsync(store.Leases, "test"), clock);

    public async ValueTask DisposeAsync()
    {
        await Entities.DisposeAsync();
        await _system.DisposeAsync();
    }
}
