using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <content>Entities that are remembered: they go on when their shard starts, and not only when somebody asks for them.</content>
public sealed partial class EntityRegion<TState, TCommand, TEvent> : IRecalledRegion
{
    private readonly EntityRecall? _recall;

    /// <summary>
    /// Begins to load every entity of this process's shards, if the kind is remembered, and returns at once. A <see cref="ShardHost"/> does that shard by shard; a process that owns
    /// all shards of its store calls this once, when everything that the entities' timers may need is there.
    /// </summary>
    public void Recall() => _recall?.Begin(Enumerable.Range(0, Storage.Shards.Count));

    /// <inheritdoc/>
    void IShardResidents.RecallShard(int shard) => _recall?.Begin([shard]);

    /// <inheritdoc/>
    int IRecalledRegion.ShardOf(EntityId id) => id.ShardOf(Storage.Shards.Count);

    /// <inheritdoc/>
    bool IRecalledRegion.Owns(EntityId id) => Storage.Shards.Admit(id.ShardOf(Storage.Shards.Count)) != ShardAdmission.NotOwner;

    /// <inheritdoc/>
    async ValueTask IRecalledRegion.LoadAsync(EntityId id, CancellationToken cancellationToken) => await ReadAsync(id, cancellationToken);

    private EntityRecall? CreateRecall()
    {
        if (!Definition.RemembersEntities)
        {
            return null;
        }

        return Storage.Directory is { } directory
            ? new EntityRecall(this, directory, Log, Options.TimerRetryAfter, System.Time)
            : throw new ArgumentException($"Entities of kind '{Kind}' are remembered, but their storage has no directory to find them in. Set {nameof(EntityStorage)}.{nameof(EntityStorage.Directory)}.");
    }
}
