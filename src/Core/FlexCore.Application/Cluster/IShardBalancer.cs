using FlexCore.Application.Journal;

namespace FlexCore.Application.Cluster;

/// <summary>Balances the shards over the nodes now, instead of when the leader comes to it by itself. Only the leader can. Thread-safe.</summary>
public interface IShardBalancer
{
    /// <summary>Decides which shards move, and waits for the moves when told to.</summary>
    /// <param name="request">How far to go.</param>
    /// <param name="cancellationToken">Stops waiting; moves that were decided go on.</param>
    /// <returns>What was decided, or why nothing was. <c>not-leader</c>: this node does not lead. <c>overloaded</c>: too many such requests wait.</returns>
    /// <exception cref="JournalException">The shard table cannot be read or written.</exception>
    ValueTask<RebalanceReply> RebalanceAsync(RebalanceRequest request, CancellationToken cancellationToken = default);
}
