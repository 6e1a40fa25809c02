using FlexCore.Application.Journal;

namespace FlexCore.Cluster.Sharding;

/// <summary>A shard that this node holds. Guarded by the keeper's lock.</summary>
internal sealed class HeldShard(ShardLease lease)
{
    internal ShardLease Lease => lease;

    internal ShardPhase Phase { get; set; } = ShardPhase.Acquired;

    /// <summary>Ends the call of the host that is under way.</summary>
    internal CancellationTokenSource? Call { get; set; }

    /// <summary>When a start that failed may be tried again, as a timestamp.</summary>
    internal long? FailedAt { get; set; }
}
