namespace FlexCore.Api.Cluster;

/// <summary>The leases of a cluster.</summary>
/// <param name="Leases">The leases, ordered by name.</param>
internal sealed record LeaseList(IReadOnlyList<LeaseInfo> Leases);
