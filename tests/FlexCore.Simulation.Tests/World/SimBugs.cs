namespace FlexCore.Simulation.Tests.World;

/// <summary>Known mistakes, planted in the doubles or in the settings, to prove that the simulation can fail.</summary>
internal sealed record SimBugs
{
    public static SimBugs None { get; } = new();

    /// <summary>Appends do not look at the epoch.</summary>
    public bool NoFence { get; init; }

    /// <summary>The host says that it has drained while commands are under way.</summary>
    public bool ReleaseBeforeDrain { get; init; }

    /// <summary>The host does not ask whether the node may serve.</summary>
    public bool ServesWithoutHeartbeat { get; init; }

    /// <summary>Nobody asks others before a vote.</summary>
    public bool NoIndirectProbes { get; init; }

    /// <summary>One vote is enough, whoever else lives.</summary>
    public bool OneVote { get; init; }

    /// <summary>A heartbeat does not tell a node that it is down, and neither does anything else.</summary>
    public bool HeartbeatsHideDeath { get; init; }

    /// <summary>An outage of the database is held against the nodes.</summary>
    public bool OutagesCountAsSilence { get; init; }

    /// <summary>The component of a singleton does not end when it is told to.</summary>
    public bool SingletonIgnoresStop { get; init; }
}
