using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership.Voting;
using static FlexCore.Cluster.Tests.Membership.Rows;

namespace FlexCore.Cluster.Tests.Membership.Voting;

public sealed class ProbeRingTests
{
    [Fact]
    public void Each_member_probes_its_successors_around_the_ring()
    {
        Member[] ring = [.. Enumerable.Range(1, 5).Select(number => Row(number))];
        Targets(ring, 1, 2).ShouldBe([2, 3]);
        Targets(ring, 4, 2).ShouldBe([5, 1]);
    }

    [Fact]
    public void Every_member_is_probed_by_as_many()
    {
        Member[] ring = [.. Enumerable.Range(1, 7).Select(number => Row(number))];
        var probed = Enumerable.Range(1, 7).SelectMany(self => Targets(ring, self, 3)).CountBy(target => target);
        probed.ShouldAllBe(count => count.Value == 3);
    }

    [Fact]
    public void In_a_small_ring_each_probes_each_other_once()
    {
        Targets([Row(1), Row(2), Row(3)], 2, 5).ShouldBe([3, 1]);
        Targets([Row(1)], 1, 5).ShouldBeEmpty();
    }

    [Fact]
    public void Only_members_that_serve_are_probed() =>
        Targets([Row(1), Row(2, MemberStatus.Joining), Row(3, MemberStatus.Down), Row(4, MemberStatus.Leaving), Row(5)], 1, 3).ShouldBe([4, 5]);

    [Fact]
    public void Whoever_is_suspected_is_probed_by_all() =>
        Targets([Row(1), Row(2), Row(3), Row(4).SuspectedBy((3, 2)), Row(5)], 1, 1).ShouldBe([2, 4]);

    [Fact]
    public void Who_is_no_member_probes_nobody() => Targets([Row(1), Row(2)], 9, 3).ShouldBeEmpty();

    private static int[] Targets(Member[] members, int self, int count) => [.. ProbeRing.Targets(members, Id(self), count).Select(member => member.Address.Port - 7000)];
}
