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
}
