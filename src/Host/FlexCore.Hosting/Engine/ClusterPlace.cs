namespace FlexCore.Hosting.Engine;

/// <summary>What a node tells the cluster of itself beside its settings.</summary>
/// <param name="HttpUrl">Where its HTTP interface is, or <see langword="null"/> when it has none.</param>
/// <param name="Version">The program's version.</param>
internal sealed record ClusterPlace(string? HttpUrl, string Version);
