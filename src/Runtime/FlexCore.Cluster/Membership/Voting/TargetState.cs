namespace FlexCore.Cluster.Membership.Voting;

/// <summary>What a node remembers of a member it probes. Touched by the probe loop only.</summary>
internal sealed class TargetState
{
    /// <summary>How many probes in a row had no answer.</summary>
    internal int Missed { get; set; }

    /// <summary>How many answers in a row have said that it has lost the database.</summary>
    internal int Lost { get; set; }

    /// <summary>Which other member is asked next whether it reaches the target.</summary>
    internal int NextVia { get; set; }
}
