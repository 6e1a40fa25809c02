namespace FlexCore.Cluster.Membership;

/// <summary>What became of a change to the membership table.</summary>
internal enum WriteOutcome
{
    /// <summary>It was written.</summary>
    Written,

    /// <summary>The newest rows need no change.</summary>
    Unneeded,

    /// <summary>It was not written, or nobody knows. Try again.</summary>
    Failed,
}
