namespace FlexCore.Application.Cluster;

/// <summary>The membership table at one version.</summary>
/// <param name="Version">Grows with every insert and update; orders all views.</param>
/// <param name="Members">Every row, those that are down too, ordered by name (ordinal) and incarnation.</param>
/// <param name="At">When it was read, by the table's clock.</param>
public sealed record MembershipSnapshot(long Version, IReadOnlyList<Member> Members, DateTimeOffset At);
