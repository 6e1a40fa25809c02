namespace FlexCore.Client.Models;

/// <summary>What lives in the memory of the nodes.</summary>
/// <param name="Nodes">The nodes, by name.</param>
/// <param name="Missing">Nodes that did not answer.</param>
public sealed record ActorTree(IReadOnlyList<ActorNode> Nodes, IReadOnlyList<MissingNode> Missing);
