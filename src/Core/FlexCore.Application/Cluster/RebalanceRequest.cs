namespace FlexCore.Application.Cluster;

/// <summary>How far a rebalancing goes.</summary>
public sealed record RebalanceRequest
{
    /// <summary>Whether nothing is written: the moves are only told.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool IsDryRun { get; init; }

    /// <summary>Whether to go on, step by step, until every node has its share; else one step, which is as many moves as may be under way at once.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool UntilBalanced { get; init; }

    /// <summary>How long to wait with <see cref="UntilBalanced"/>; afterwards the leader goes on by itself.</summary>
    /// <value>30 s.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
