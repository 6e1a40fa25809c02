using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>A region of a kind that is remembered, as the recall sees it. Thread-safe.</summary>
internal interface IRecalledRegion
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>The shard of an entity.</summary>
    int ShardOf(EntityId id);

    /// <summary>Whether this process has the entity's shard now.</summary>
    bool Owns(EntityId id);

    /// <summary>Loads an entity, which sets its timer.</summary>
    ValueTask LoadAsync(EntityId id, CancellationToken cancellationToken);
}
