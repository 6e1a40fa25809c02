namespace FlexCore.Application.Inspection;

/// <summary>The entities of one shard in memory.</summary>
/// <param name="Shard">The shard number.</param>
/// <param name="Entities">How many there are.</param>
public sealed record ResidentShard(int Shard, int Entities);
