namespace FlexCore.Api.Cluster;

/// <summary>Where an entity lives.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Epoch">The epoch of the shard's last owner.</param>
/// <param name="Owner">Who serves it; left out while the shard moves.</param>
/// <param name="Url">The owner's HTTP interface.</param>
internal sealed record EntityPlace(string Entity, int Shard, long Epoch, string? Owner, string? Url);
