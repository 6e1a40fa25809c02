using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>Another owner has taken the entity's shard; this process does not write it any more.</summary>
public sealed class ShardFencedException : EntityFailedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="shard">Its shard.</param>
    public ShardFencedException(EntityId id, int shard)
        : base(id, $"another owner has taken shard {shard}, and this process no longer serves it. "
            + $"Ask the new owner, or let this one take it back with {EntityOptions.Section}.when-fenced = reacquire.")
    {
        Shard = shard;
    }

    /// <summary>The shard that was lost.</summary>
    public int Shard { get; }
}
