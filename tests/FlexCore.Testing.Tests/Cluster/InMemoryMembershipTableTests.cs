using FlexCore.Conformance.Cluster;

namespace FlexCore.Testing.Tests.Cluster;

public sealed class InMemoryMembershipTableTests : MembershipTableConformance
{
    protected override Task<ClusterHarness> StartAsync(int shardCount) => Task.FromResult<ClusterHarness>(new InMemoryClusterHarness(shardCount));
}
