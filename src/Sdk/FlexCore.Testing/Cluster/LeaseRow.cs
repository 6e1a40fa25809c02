using FlexCore.Application.Cluster;

namespace FlexCore.Testing.Cluster;

/// <summary>A row of the lease table.</summary>
internal sealed record LeaseRow(NamedLease Lease, DateTimeOffset Since, DateTimeOffset Expires, bool Released);
