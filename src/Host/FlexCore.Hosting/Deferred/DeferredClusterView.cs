using FlexCore.Application.Cluster;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the view of the cluster until the node has entered it. Thread-safe.</summary>
internal sealed class DeferredClusterView(Deferred<ClusterSide> side) : IClusterView
{
    public ClusterState Current => side.Value.View.Current;

    public bool IsServing => side.Value.View.IsServing;

    public IAsyncEnumerable<ClusterState> WatchAsync(CancellationToken cancellationToken = default) => side.Value.View.WatchAsync(cancellationToken);
}
