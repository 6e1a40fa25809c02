using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Tests.Membership;

/// <summary>Rows and snapshots for tests.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static NodeId Id(int number) => new($"node-{number}", 1);

    public static Member Row(int number, MemberStatus status = MemberStatus.Up, double heartbeatAge = 1) =>
        new(Id(number), status, new NodeAddress("127.0.0.1", 7000 + number)) { HeartbeatAt = Now - TimeSpan.FromSeconds(heartbeatAge) };

    public static Member SuspectedBy(this Member row, params (int Voter, double Age)[] votes) =>
        row with { Suspicions = [.. votes.Select(vote => new Suspicion(Id(vote.Voter), Now - TimeSpan.FromSeconds(vote.Age)))] };

    public static MembershipSnapshot Table(params Member[] members) => new(7, members, Now);

    public static MembershipSnapshot Table(long version, params Member[] members) => new(version, members, Now);
}
