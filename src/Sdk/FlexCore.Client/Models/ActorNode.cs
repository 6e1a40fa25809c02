namespace FlexCore.Client.Models;

/// <summary>What lives in one node's memory.</summary>
/// <param name="Node">The node.</param>
/// <param name="Kinds">Its kinds of entities, by name.</param>
public sealed record ActorNode(string Node, IReadOnlyList<ActorKind> Kinds);
