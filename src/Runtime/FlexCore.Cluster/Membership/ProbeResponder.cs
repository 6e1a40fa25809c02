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
        return new ProbeReply(parts.Self, parts.View.Versions);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ProbeForAsync(Member target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return await prober.ReachAsync(target, cancellationToken);
    }
}
