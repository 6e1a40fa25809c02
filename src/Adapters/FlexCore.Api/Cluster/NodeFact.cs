namespace FlexCore.Api.Cluster;

/// <summary>One node as clients see it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Address">Where its HTTP interface is, or where other nodes reach it when it has none.</param>
/// <param name="State"><c>joining</c>, <c>up</c>, <c>leaving</c> or <c>down</c>; of a node alone its own state.</param>
/// <param name="IsActive">Whether it serves.</param>
/// <param name="LastSeen">Its last heartbeat.</param>
/// <param name="Version">Its program's version.</param>
internal sealed record NodeFact(string Id, string Address, string State, bool IsActive, DateTimeOffset LastSeen, string Version);
