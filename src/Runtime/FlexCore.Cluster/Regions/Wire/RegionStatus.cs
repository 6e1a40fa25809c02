namespace FlexCore.Cluster.Regions.Wire;

/// <summary>How an owner answers. The numbers are the wire protocol.</summary>
internal enum RegionStatus : byte
{
    /// <summary>The entity's answer to a command.</summary>
    Answered = 1,

    /// <summary>The entity's state.</summary>
    State = 2,

    /// <summary>This node does not serve the shard; nothing was done.</summary>
    NotOwner = 3,

    /// <summary>The entity failed.</summary>
    Failed = 4,

    /// <summary>The entity did not answer in time; the outcome is unknown.</summary>
    TimedOut = 5,
}
