using FlexCore.Application.Cluster;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Hosting.Clustering;

/// <summary>Says which member has a stream: the owner of its entity's shard. Thread-safe.</summary>
/// <param name="shards">Knows the shard of a stream.</param>
/// <param name="locator">Knows the owner of a shard.</param>
internal sealed class ClusterStreamOwners(StreamShards shards, IShardLocator locator) : IStreamOwners
{
    public StreamOwner OwnerOf(EntityId pipeline)
    {
        var place = locator.Locate(shards.ShardOf(pipeline));
        return place switch
        {
            { IsLocal: true, Owner: { } self } => StreamOwner.Here with { Node = self.Id.Name },
            { Owner: { } owner } => new StreamOwner(IsHere: false, owner.Id.Name, owner.HttpUrl is { } url ? new Uri(url) : null),
            _ => new StreamOwner(IsHere: false, null, null),
        };
    }
}
