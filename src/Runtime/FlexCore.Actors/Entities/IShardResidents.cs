namespace FlexCore.Actors.Entities;

/// <summary>The entities of one region, as the host of shards sees them.</summary>
internal interface IShardResidents
{
    /// <summary>Sends every entity of a closed shard out of memory, after it has answered what it accepted, and waits until none is left.</summary>
    Task DrainShardAsync(int shard, CancellationToken cancellationToken);

    /// <summary>Begins to load the entities of a shard that has come, if their kind is remembered.</summary>
    void RecallShard(int shard);

    /// <summary>Sends every entity of a lost shard out of memory without waiting: what they decide can no longer be written.</summary>
    void DropShard(int shard);
}
