namespace FlexCore.Application.Journal;

/// <summary>Hands out the right to write shards.</summary>
/// <remarks>
/// A lease gives liveness; the epoch inside it gives safety. After <see cref="AcquireAsync"/> returns epoch <c>e</c>, no append
/// with an epoch below <c>e</c> can commit to that shard, whatever its sender still believes.
/// </remarks>
public interface IShardLeases
{
    /// <summary>The fixed number of shards of this store, chosen when the store was created.</summary>
    int ShardCount { get; }

    /// <summary>Takes over a shard with the next epoch, durably.</summary>
    /// <param name="shard">The shard number.</param>
    /// <param name="owner">The node that takes it.</param>
    /// <param name="cancellationToken">Stops waiting; the take-over may still happen.</param>
    /// <returns>The new lease.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shard does not exist.</exception>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<ShardLease> AcquireAsync(int shard, string owner, CancellationToken cancellationToken = default);

    /// <summary>Takes over all shards in one transaction, each with its next epoch.</summary>
    /// <param name="owner">The node that takes them.</param>
    /// <param name="cancellationToken">Stops waiting; the take-over may still happen.</param>
    /// <returns>One lease per shard, ordered by shard number.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<IReadOnlyList<ShardLease>> AcquireAllAsync(string owner, CancellationToken cancellationToken = default);
}
