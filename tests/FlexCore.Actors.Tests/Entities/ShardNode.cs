using FlexCore.Actors.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>One of several processes over one store: a region of ledgers that serves the shards it is given.</summary>
internal sealed class ShardNode : IAsyncDisposable
{
    private readonly InMemoryStore _store;
    private readonly string _name;
    private readonly ActorSystem _system = new(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);

    internal ShardNode(InMemoryStore store, string name, IEventJournal? journal = null, Func<bool>? mayServe = null)
    {
        _store = store;
        _name = name;
        var shards = OwnedShards.None(store.Leases.ShardCount, mayServe);
        Host = new ShardHost(shards);
        Region = new LedgerEntityRegion(_system, LedgerRegion.Definition, new EntityStorage(journal ?? store.Journal, store.Snapshots, shards), new EntityOptions());
        Host.Add(Region);
    }

    internal ShardHost Host { get; }

    internal LedgerEntityRegion Region { get; }

    /// <summary>Takes a shard over and serves it.</summary>
    internal async Task<ShardLease> TakeAsync(int shard)
    {
        var lease = await _store.Leases.AcquireAsync(shard, _name);
        await Host.StartAsync(lease);
        return lease;
    }

    internal async Task TakeAllAsync()
    {
        for (var shard = 0; shard < _store.Leases.ShardCount; shard++)
        {
            await TakeAsync(shard);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Region.DisposeAsync();
        await _system.DisposeAsync();
    }
}
