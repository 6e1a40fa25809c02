using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>What a runner works on.</summary>
/// <param name="Projection">Makes the documents.</param>
/// <param name="Generation">Where they go.</param>
internal sealed record GenerationSpec(IProjection Projection, GenerationRow Generation)
{
    public string Name => Projection.Description.Name;

    public ProjectionScope Scope => Projection.Description.Scope;

    /// <summary>The shard whose owner works on a projection over several streams.</summary>
    public int HomeShard(int shardCount) => new Domain.EntityId(Domain.TenantId.Default, "projection", Name).ShardOf(shardCount);
}
