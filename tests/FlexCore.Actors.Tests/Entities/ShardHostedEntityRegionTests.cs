using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>A region whose shards a host gives it keeps every promise of a region.</summary>
public sealed class ShardHostedEntityRegionTests : EntityRegionConformance
{
    protected override async Task<IEntityRegionHost> OpenAsync()
    {
        var host = new HostedLedgers();
        await host.CrashAsync();
        return host;
    }

    private sealed class HostedLedgers : IEntityRegionHost
    {
        private readonly InMemoryStore _store = new();
        private readonly List<ShardNode> _nodes = [];

        public IEntityRegion<LedgerCommand, LedgerState> Region => _nodes[^1].Region;

        public IEventJournal Journal => _store.Journal;

        public Task CrashAsync()
        {
            _nodes.Add(new ShardNode(_store, $"life-{_nodes.Count}"));
            return _nodes[^1].TakeAllAsync();
        }

        public Task StopAsync() => _nodes[^1].Region.StopAsync();

        public async ValueTask DisposeAsync()
        {
            foreach (var node in _nodes)
            {
                await node.DisposeAsync();
            }
        }
    }
}
