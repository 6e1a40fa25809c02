using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using static FlexCore.Cluster.Tests.Membership.Rows;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class HousekeeperTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Members_that_are_down_are_forgotten_by_their_age() =>
        Housekeeper.OldBefore(Table(Row(1), Row(2, MemberStatus.Down), Row(3, MemberStatus.Down, heartbeatAge: 1e9)), Day).ShouldBe(Now - Day);

    [Fact]
    public void Of_many_that_are_down_only_the_youngest_stay()
    {
        var table = Table([Row(0), .. Enumerable.Range(1, 250).Select(age => Row(age, MemberStatus.Down, heartbeatAge: age))]);
        var old = Housekeeper.OldBefore(table, Day);
        table.Members.Count(member => member.Status == MemberStatus.Down && member.HeartbeatAt >= old).ShouldBe(Housekeeper.DownMax);
    }

    [Fact]
    public void As_many_as_may_stay_do_stay()
    {
        var table = Table([.. Enumerable.Range(1, Housekeeper.DownMax).Select(age => Row(age, MemberStatus.Down, heartbeatAge: age))]);
        table.Members.ShouldAllBe(member => member.HeartbeatAt >= Housekeeper.OldBefore(table, Day));
    }

    [Theory]
    [InlineData(1, 4.0)]
    [InlineData(5.9, 4.0)]
    [InlineData(7, 3.0)]
    [InlineData(9.5, 0.5)]
    [InlineData(10, 4.0)]
    [InlineData(60, 4.0)]
    public void The_next_look_is_when_a_heartbeat_would_be_too_old(double age, double seconds) =>
        Housekeeper.NextLook(Table(Row(1, heartbeatAge: 9), Row(2, heartbeatAge: age), Row(3, MemberStatus.Down, heartbeatAge: 9.9)), Id(1), new ClusterOptions()).TotalSeconds.ShouldBe(seconds, 1e-6);
}
