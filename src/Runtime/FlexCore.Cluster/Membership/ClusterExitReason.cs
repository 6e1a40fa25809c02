namespace FlexCore.Cluster.Membership;

/// <summary>Why a node's membership has ended.</summary>
public enum ClusterExitReason
{
    /// <summary>It left: its shards were handed off, or the time for that was over.</summary>
    Left,

    /// <summary>It is down in the membership table, or has no row there: the others have gone on without it; or the tables have gone back in time. The process must end; a new one may join.</summary>
    DeclaredDown,
}
