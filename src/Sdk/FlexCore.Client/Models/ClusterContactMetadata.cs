namespace FlexCore.Client.Models;

/// <summary>What a node of the cluster is about.</summary>
/// <param name="State"><c>joining</c>, <c>up</c> or <c>leaving</c>; of a node alone its own state.</param>
/// <param name="Version">Its program's version.</param>
public sealed record ClusterContactMetadata(string? State, string? Version);
