using FlexCore.Application.Nodes;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for time travel until the node has started. Thread-safe.</summary>
internal sealed class DeferredTimeTravel(Deferred<NodeParts> node) : ITimeTravel
{
    public ValueTask<NodeReply<TravelState>> StateAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default) =>
        node.Value.Events.Travel.StateAsync(security, kind, key, point, cancellationToken);

    public ValueTask<NodeReply<TravelState>> SnapshotAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default) =>
        node.Value.Events.Travel.SnapshotAsync(security, kind, key, point, cancellationToken);

    public ValueTask<NodeReply<IReadOnlyList<StateSnapshot>>> ListAsync(SecurityContext security, string kind, string key, int limit, CancellationToken cancellationToken = default) =>
        node.Value.Events.Travel.ListAsync(security, kind, key, limit, cancellationToken);
}
