using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Transport;

/// <summary>Who this end of every connection is.</summary>
/// <param name="Self">This node, in this life.</param>
/// <param name="ClusterName">The cluster it belongs to; nodes of another are refused.</param>
public sealed record TransportIdentity(NodeId Self, string ClusterName)
{
    /// <summary>The wire protocol versions this program speaks.</summary>
    public static ProtocolRange Supported { get; } = new(1, 1);

    /// <summary>The versions it offers; <see cref="Supported"/> unless a test says otherwise.</summary>
    public ProtocolRange Protocols { get; init; } = Supported;
}
