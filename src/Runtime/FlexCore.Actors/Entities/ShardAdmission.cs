namespace FlexCore.Actors.Entities;

/// <summary>Whether this process may answer commands of a shard now.</summary>
internal enum ShardAdmission
{
    /// <summary>It may.</summary>
    Open,

    /// <summary>The shard belongs to another process, is being handed off, or has not started here.</summary>
    NotOwner,

    /// <summary>The process cannot prove that it is still a member of the cluster.</summary>
    NotServing,
}
