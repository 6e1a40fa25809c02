namespace FlexCore.Application.Cluster;

/// <summary>A lease as the table knows it.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Since">When its holder took it, by the table's clock.</param>
/// <param name="IsHeld">Whether it is held: neither released nor expired.</param>
public sealed record LeaseHolding(NamedLease Lease, DateTimeOffset Since, bool IsHeld);
