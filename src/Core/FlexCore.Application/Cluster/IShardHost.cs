using FlexCore.Application.Journal;

namespace FlexCore.Application.Cluster;

/// <summary>The part of a node that serves entities: told which shards it has. Implemented by the entity runtime.</summary>
/// <remarks>Calls for one shard come one after the other.</remarks>
public interface IShardHost
{
    /// <summary>Begins to serve a shard under a lease: its history is recovered, its remembered entities start.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The history cannot be read; the shard is not served.</exception>
    ValueTask StartAsync(ShardLease lease, CancellationToken cancellationToken = default);

    /// <summary>Stops accepting commands of a shard, answers those it has accepted, and returns when none of its entities is in memory.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellationToken">Ends the drain early: what was not answered is dropped, and its callers learn that the outcome is unknown.</param>
    ValueTask DrainAsync(int shard, CancellationToken cancellationToken = default);

    /// <summary>Says that a shard was lost to another node: its entities are dropped at once.</summary>
    /// <param name="lease">The lease that was fenced.</param>
    void Lose(ShardLease lease);

    /// <summary>Says whether the node may acknowledge writes; while it may not, commands are refused with <c>not-serving</c>.</summary>
    /// <param name="serving">Whether it may.</param>
    void SetServing(bool serving);
}
