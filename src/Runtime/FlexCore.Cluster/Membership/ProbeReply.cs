using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>The answer to a probe.</summary>
/// <param name="From">Who answers: another life of the same name is not who was asked.</param>
/// <param name="Known">How new its knowledge is.</param>
public readonly record struct ProbeReply(NodeId From, TableVersions Known)
{
    /// <summary>Whether it lives but has not reached the database for so long that it acknowledges no writes.</summary>
    public bool HasLostDatabase { get; init; }
}
