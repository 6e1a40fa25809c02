namespace FlexCore.Actors.Entities;

/// <summary>What happens when another owner has taken a shard.</summary>
public enum FencedPolicy
{
    /// <summary>The region serves the shard no more; its entities are dropped and their callers told.</summary>
    Stop,

    /// <summary>The region takes the shard back with a higher epoch and its entities reload. For a process that knows it is the only one.</summary>
    Reacquire,
}
