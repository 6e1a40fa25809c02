using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>Answers the probes of others, and learns from them.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ProbeResponder(NodeParts parts, TableReader reader, Prober prober) : IProbeResponder
{
    /// <inheritdoc/>
    public ProbeReply Answer(TableVersions known)
    {
        reader.Learn(known);
        var serves = parts.View.SelfStatus is MemberStatus.Up or MemberStatus.Leaving;
        return new ProbeReply(parts.Self, parts.View.Versions) { HasLostDatabase = serves && !parts.View.IsServing };
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ProbeForAsync(Member target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return await prober.ReachAsync(target, cancellationToken);
    }
}
