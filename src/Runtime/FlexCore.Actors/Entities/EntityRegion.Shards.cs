namespace FlexCore.Actors.Entities;

/// <content>Shards that come and go while the region serves.</content>
public sealed partial class EntityRegion<TState, TCommand, TEvent> : IShardResidents
{
    private readonly ShardResidence _residence;

    /// <inheritdoc/>
    async Task IShardResidents.DrainShardAsync(int shard, CancellationToken cancellationToken)
    {
        var empty = _residence.WhenEmpty(shard);
        SignalShard(shard);
        await empty.WaitAsync(cancellationToken);
        Timers?.RemoveWhere(id => id.ShardOf(Storage.Shards.Count) == shard);
    }

    /// <inheritdoc/>
    void IShardResidents.DropShard(int shard)
    {
        Timers?.RemoveWhere(id => id.ShardOf(Storage.Shards.Count) == shard);
        SignalShard(shard);
    }

    private void SignalShard(int shard)
    {
        foreach (var (_, cell) in _cells)
        {
            if (cell.Shard == shard)
            {
                cell.Signal(EntityCell<TState, TCommand, TEvent>.StopSignal);
            }
        }
    }
}
