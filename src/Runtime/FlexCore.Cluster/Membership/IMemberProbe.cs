using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>Asks other nodes whether they live, over the same connections as all other traffic. Implemented by the node transport.</summary>
/// <remarks>Silence is an answer, so nothing here throws for an unreachable node or a cancelled wait. Thread-safe.</remarks>
public interface IMemberProbe
{
    /// <summary>Asks a member whether it lives.</summary>
    /// <param name="target">The member.</param>
    /// <param name="known">How new this node's knowledge is; the other reads the tables when it knows less.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its answer, or <see langword="null"/> when none came.</returns>
    ValueTask<ProbeReply?> ProbeAsync(Member target, TableVersions known, CancellationToken cancellationToken = default);

    /// <summary>Asks one member whether it reaches another.</summary>
    /// <param name="via">Who is asked; it probes the target itself.</param>
    /// <param name="target">The member in question.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the target answered it, or <see langword="null"/> when <paramref name="via"/> itself did not answer.</returns>
    ValueTask<bool?> ProbeThroughAsync(Member via, Member target, CancellationToken cancellationToken = default);
}
