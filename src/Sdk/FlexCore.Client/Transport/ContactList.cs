using FlexCore.Client.Models;

namespace FlexCore.Client.Transport;

/// <summary>What <c>GET /cluster/nodes</c> answers.</summary>
/// <param name="Nodes">The nodes that are not down; <see langword="null"/> when something else answers.</param>
internal sealed record ContactList(IReadOnlyList<ClusterContact>? Nodes);
