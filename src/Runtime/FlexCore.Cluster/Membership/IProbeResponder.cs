using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>What a node does with the probes of others. Called by the node transport.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IProbeResponder
{
    /// <summary>Answers a probe at once.</summary>
    /// <param name="known">How new the other's knowledge is.</param>
    ProbeReply Answer(TableVersions known);

    /// <summary>Probes a member for another node.</summary>
    /// <param name="target">The member in question, as the other knows it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it answered.</returns>
    ValueTask<bool> ProbeForAsync(Member target, CancellationToken cancellationToken = default);
}
