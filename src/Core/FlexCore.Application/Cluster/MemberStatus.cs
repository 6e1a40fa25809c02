namespace FlexCore.Application.Cluster;

/// <summary>Where a member stands in its life. A member only moves forwards in this list.</summary>
public enum MemberStatus
{
    /// <summary>In the table, not yet serving: it has to reach every member that is up first.</summary>
    Joining,

    /// <summary>Serves.</summary>
    Up,

    /// <summary>Serves what it still has, gets nothing new, and hands off its shards.</summary>
    Leaving,

    /// <summary>Has ended, by its own leave or by the votes of others. Final: a process that finds itself down stops.</summary>
    Down,
}
