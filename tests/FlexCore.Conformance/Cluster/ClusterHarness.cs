using FlexCore.Application.Cluster;

namespace FlexCore.Conformance.Cluster;

/// <summary>One implementation of the cluster's tables, opened empty for a test.</summary>
public abstract class ClusterHarness : IAsyncDisposable
{
    public abstract IMembershipTable Members { get; }

    public abstract IShardTable Shards { get; }

    public abstract ILeaseTable Leases { get; }

    /// <summary>Returns when the tables' clock shows at least so much more. A database really waits; tests ask for a tenth of a second.</summary>
    public abstract Task PassAsync(TimeSpan time);

    public abstract ValueTask DisposeAsync();
}
