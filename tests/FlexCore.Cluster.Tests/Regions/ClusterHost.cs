using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>The conformance suite's host: two nodes, the first of which is asked.</summary>
internal sealed class ClusterHost(Func<int, LedgerCluster, LedgerNode> ownerOf) : IEntityRegionHost
{
    private readonly InMemoryStore _store = new(shardCount: 32);
    private readonly List<LedgerCluster> _abandoned = [];
    private LedgerCluster? _current;

    public IEntityRegion<LedgerCommand, LedgerState> Region => Current.A.Region;

    public IEventJournal Journal => _store.Journal;

    private LedgerCluster Current => _current ?? throw new InvalidOperationException("The host was not opened.");

    public static async Task<IEntityRegionHost> OpenAsync(Func<int, LedgerCluster, LedgerNode> ownerOf)
    {
        var host = new ClusterHost(ownerOf);
        await host.CrashAsync();
        return host;
    }

    public async Task CrashAsync()
    {
        if (_current is { } current)
        {
            _abandoned.Add(current);
        }

        var cluster = new LedgerCluster(_store);
        await cluster.GiveAllAsync(shard => ownerOf(shard, cluster));
        _current = cluster;
    }

    public async Task StopAsync()
    {
        await Current.A.Region.StopAsync();
        await Current.A.Local.StopAsync();
        await Current.B.Local.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Current.DisposeAsync();
        foreach (var cluster in _abandoned)
        {
            await cluster.DisposeAsync();
        }
    }
}
