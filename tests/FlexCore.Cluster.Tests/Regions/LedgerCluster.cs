using FlexCore.Application.Cluster;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Transport;
using FlexCore.Testing.Storage;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>Nodes in this process that share a store and talk over real loopback connections. The test moves the shards.</summary>
internal sealed class LedgerCluster : IAsyncDisposable
{
    private readonly List<LedgerNode> _all = [];
    private readonly Action<RegionOptions>? _configure;
    private readonly Action<TransportOptions>? _transport;

    public LedgerCluster(InMemoryStore store, Action<RegionOptions>? configure = null, Action<TransportOptions>? transport = null)
    {
        Store = store;
        _configure = configure;
        _transport = transport;
        Map = new ShardMap(store.Leases.ShardCount);
        A = Add("a");
        B = Add("b");
    }

    public InMemoryStore Store { get; }

    public ShardMap Map { get; }

    public LedgerNode A { get; }

    public LedgerNode B { get; }

    public LedgerNode Add(string name, long incarnation = 1)
    {
        var node = new LedgerNode(new NodeId(name, incarnation), Map, Store.Journal, Store.Snapshots, _configure, _transport);
        _all.Add(node);
        return node;
    }

    /// <summary>Gives a shard to a node, with the next epoch; nobody is asked.</summary>
    public async Task GiveAsync(int shard, LedgerNode node)
    {
        await node.Host.StartAsync(await Store.Leases.AcquireAsync(shard, node.Member.Id.ToString()));
        Map.Set(shard, node.Member);
    }

    /// <summary>Gives every shard.</summary>
    public async Task<LedgerCluster> GiveAllAsync(Func<int, LedgerNode> ownerOf)
    {
        for (var shard = 0; shard < Map.ShardCount; shard++)
        {
            await GiveAsync(shard, ownerOf(shard));
        }

        return this;
    }

    /// <summary>Hands a shard off: the old owner drains and releases, then the new one begins.</summary>
    public async Task MoveAsync(int shard, LedgerNode from, LedgerNode to)
    {
        Map.Set(shard, null);
        await from.Host.DrainAsync(shard);
        await GiveAsync(shard, to);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _all)
        {
            await node.DisposeAsync();
        }
    }
}
