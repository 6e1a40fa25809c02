using FlexCore.Application.Cluster;
using FlexCore.Domain;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the control of the cluster until the node has entered it. Thread-safe.</summary>
internal sealed class DeferredClusterControl(Deferred<ClusterSide> side) : IClusterControl
{
    public ValueTask<Refusal?> LeaveAsync(string node, CancellationToken cancellationToken = default) => side.Value.Control.LeaveAsync(node, cancellationToken);

    public ValueTask<Refusal?> DownAsync(string node, CancellationToken cancellationToken = default) => side.Value.Control.DownAsync(node, cancellationToken);

    public ValueTask<IReadOnlyList<NodeId>> DownUnreachableAsync(CancellationToken cancellationToken = default) => side.Value.Control.DownUnreachableAsync(cancellationToken);
}
