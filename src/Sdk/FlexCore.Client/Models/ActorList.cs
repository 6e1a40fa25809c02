namespace FlexCore.Client.Models;

/// <summary>Entities in the memory of the nodes.</summary>
/// <param name="Total">How many match, shown or not.</param>
/// <param name="Actors">The first of them.</param>
/// <param name="Missing">Nodes that did not answer; their entities are neither shown nor counted.</param>
public sealed record ActorList(int Total, IReadOnlyList<ActorInfo> Actors, IReadOnlyList<MissingNode> Missing);
