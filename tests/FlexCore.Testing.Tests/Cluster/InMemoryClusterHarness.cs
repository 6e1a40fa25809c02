using FlexCore.Application.Cluster;
using FlexCore.Conformance.Cluster;
using FlexCore.Testing.Cluster;
using FlexCore.Testing.Time;

namespace FlexCore.Testing.Tests.Cluster;

/// <summary>The in-memory tables for the conformance suites; their clock is moved by hand.</summary>
internal sealed class InMemoryClusterHarness : ClusterHarness
{
    private readonly ManualClock _clock = new();
    private readonly InMemoryCluster _tables;

    public InMemoryClusterHarness(int shardCount) => _tables = new InMemoryCluster(shardCount, _clock);

    public override IMembershipTable Members => _tables.Members;

    public override IShardTable Shards => _tables.Shards;

    public override ILeaseTable Leases => _tables.Leases;

    public override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
