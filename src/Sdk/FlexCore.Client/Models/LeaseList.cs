namespace FlexCore.Client.Models;

/// <summary>The leases of a cluster.</summary>
/// <param name="Leases">The leases, ordered by name.</param>
public sealed record LeaseList(IReadOnlyList<LeaseInfo> Leases);
