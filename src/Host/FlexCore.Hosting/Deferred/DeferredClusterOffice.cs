using FlexCore.Application.Cluster;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for what operators ask of the cluster until the node has entered it. Thread-safe.</summary>
internal sealed class DeferredClusterOffice(Deferred<ClusterSide> side) : IShardBalancer, IMemberRefresh
{
    public ValueTask<RebalanceReply> RebalanceAsync(RebalanceRequest request, CancellationToken cancellationToken = default) => side.Value.Balancer.RebalanceAsync(request, cancellationToken);

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => side.Value.Refresh.RefreshAsync(cancellationToken);
}
