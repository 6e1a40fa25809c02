namespace FlexCore.Api.Inspection;

/// <summary>Entities in memory.</summary>
/// <param name="Total">How many match, shown or not.</param>
/// <param name="Actors">The first of them.</param>
/// <param name="Missing">Nodes that did not answer; their entities are neither shown nor counted.</param>
internal sealed record ActorList(int Total, IReadOnlyList<ActorInfo> Actors, IReadOnlyList<MissingNode> Missing);
