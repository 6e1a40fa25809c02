using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.EndToEnd.Tests.Aggregates;

/// <summary>One aggregate on the embedded engine: the real region on a real store, as the host puts them together.</summary>
internal sealed class EmbeddedAggregate<TState, TCommand, TEvent> : IAsyncDisposable
    where TCommand : ICommand
{
    private readonly ActorSystem _system;
    private readonly EntityRegion<TState, TCommand, TEvent> _region;

    private EmbeddedAggregate(SqliteStore store, ActorSystem system, EntityRegion<TState, TCommand, TEvent> region)
    {
        Store = store;
        _system = system;
        _region = region;
    }

    public SqliteStore Store { get; }

    public IEntityRegion<TCommand, TState> Region => _region;

    public static async Task<EmbeddedAggregate<TState, TCommand, TEvent>> OpenAsync(
        string folder, EntityDefinition<TState, TCommand, TEvent> definition, int snapshotEvery)
    {
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder, ShardCount = 4 });
        var shards = await OwnedShards.AcquireAllAsync(store.Leases, "test");
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var storage = new EntityStorage(store.Journal, store.Snapshots, shards);
        return new(store, system, new EntityRegion<TState, TCommand, TEvent>(system, definition, storage, new EntityOptions { SnapshotEvery = snapshotEvery }));
    }

    public async ValueTask DisposeAsync()
    {
        await _region.DisposeAsync();
        await _system.DisposeAsync();
        await Store.DisposeAsync();
    }
}
