namespace FlexCore.Cluster.Sharding;

/// <summary>Where a held shard stands on this node.</summary>
internal enum ShardPhase
{
    /// <summary>Its lease is held; its start waits for its turn.</summary>
    Acquired,

    /// <summary>The host recovers it.</summary>
    Starting,

    /// <summary>The host serves it.</summary>
    Serving,

    /// <summary>The host answers what it has accepted, and takes nothing new.</summary>
    Draining,

    /// <summary>Nothing of it is in memory; its lease can be released.</summary>
    Drained,

    /// <summary>Another node has it; the host ends the call it is in, then drops it.</summary>
    Lost,
}
