namespace FlexCore.Api.Inspection;

/// <summary>What lives in the nodes' memory.</summary>
/// <param name="Nodes">The nodes, by name.</param>
/// <param name="Missing">Nodes that did not answer.</param>
internal sealed record ActorTree(IReadOnlyList<ActorNode> Nodes, IReadOnlyList<MissingNode> Missing);
