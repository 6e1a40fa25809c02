using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the owners of streams until the node has entered the cluster. Thread-safe.</summary>
internal sealed class DeferredStreamOwners(Deferred<ClusterSide> side) : IStreamOwners
{
    public StreamOwner OwnerOf(EntityId pipeline) => side.Value.Owners.OwnerOf(pipeline);
}
