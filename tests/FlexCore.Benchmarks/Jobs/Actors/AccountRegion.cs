using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Persistence;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>A region of accounts over a store, with everything at its defaults.</summary>
public sealed class AccountRegion : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly ActorSystem _system;

    private AccountRegion(IStore store, ActorSystem system, EntityRegion<Account, Credit, Credited> region)
    {
        _store = store;
        _system = system;
        Region = region;
    }

    public EntityRegion<Account, Credit, Credited> Region { get; }

    public static async Task<AccountRegion> OpenAsync(string folder) =>
        await OpenAsync(await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder }).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Opens a region over a store, which it owns from then on.</summary>
    public static async Task<AccountRegion> OpenAsync(IStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var shards = await OwnedShards.AcquireAllAsync(store.Leases, "benchmark").ConfigureAwait(false);
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var storage = new EntityStorage(store.Journal, store.Snapshots, shards);
        return new AccountRegion(store, system, new EntityRegion<Account, Credit, Credited>(system, AccountDecider.Definition, storage, new EntityOptions()));
    }

    public async ValueTask DisposeAsync()
    {
        await Region.DisposeAsync().ConfigureAwait(false);
        await _system.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }
}
