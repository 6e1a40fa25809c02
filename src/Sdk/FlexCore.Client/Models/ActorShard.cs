namespace FlexCore.Client.Models;

/// <summary>The entities of one shard in one node's memory.</summary>
/// <param name="Shard">The shard number.</param>
/// <param name="Entities">How many there are.</param>
public sealed record ActorShard(int Shard, int Entities);
