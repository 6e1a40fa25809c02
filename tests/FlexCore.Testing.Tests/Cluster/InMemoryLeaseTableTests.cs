using FlexCore.Conformance.Cluster;

namespace FlexCore.Testing.Tests.Cluster;

public sealed class InMemoryLeaseTableTests : LeaseTableConformance
{
    protected override Task<ClusterHarness> StartAsync(int shardCount) => Task.FromResult<ClusterHarness>(new InMemoryClusterHarness(shardCount));
}
