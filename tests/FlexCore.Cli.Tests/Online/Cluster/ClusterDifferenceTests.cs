using FlexCore.Cli.Online.Cluster;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Tests.Online.Cluster;

public sealed class ClusterDifferenceTests
{
    private static readonly ClusterPicture Start = Picture(1, [Member("a", 1, "up"), Member("b", 1, "up")], leader: "a@1", owners: ["a@1", "a@1", "b@1", "b@1"]);

    [Fact]
    public void Without_a_change_there_is_nothing_to_say() => ClusterDifference.Between(Start, Start).ShouldBeEmpty();

    [Fact]
    public void A_node_that_dies_is_suspected_down_and_loses_leadership_and_shards()
    {
        var suspected = Picture(2, [Member("a", 1, "up") with { SuspectedBy = ["b@1"] }, Member("b", 1, "up")], leader: "a@1", owners: ["a@1", "a@1", "b@1", "b@1"]);
        var dead = Picture(3, [Member("a", 1, "down") with { SuspectedBy = [] }, Member("b", 1, "up")], leader: "b@1", owners: ["b@1", "b@1", "b@1", "b@1"]);

        Texts(Start, suspected).ShouldBe(["a@1 is suspected by b@1"]);
        Texts(suspected, dead).ShouldBe(["a@1 is down, was up", "leader b@1 (epoch 2), was a@1", "2 shards (0 1): a@1 -> b@1"]);
    }

    [Fact]
    public void A_suspicion_that_was_wrong_is_taken_back()
    {
        var suspected = Picture(2, [Member("a", 1, "up") with { SuspectedBy = ["b@1"] }, Member("b", 1, "up")], leader: "a@1", owners: ["a@1", "a@1", "b@1", "b@1"]);

        Texts(suspected, Start with { Cluster = Start.Cluster with { MembershipVersion = 3 } }).ShouldBe(["a@1 is no longer suspected by b@1"]);
    }

    [Fact]
    public void A_leader_that_leads_anew_has_another_epoch()
    {
        Texts(Start, Start with { Cluster = Start.Cluster with { LeaderEpoch = 2 } }).ShouldBe(["leader a@1 (epoch 2)"]);
        Texts(Start, Start with { Cluster = Start.Cluster with { Leader = null, LeaderEpoch = null } }).ShouldBe(["leader none, was a@1"]);
    }

    [Fact]
    public void A_node_that_comes_again_is_another_life()
    {
        var again = Picture(1, [Member("a", 1, "down"), Member("a", 2, "joining"), Member("b", 1, "up")], leader: "a@1", owners: ["a@1", "a@1", "b@1", "b@1"]);

        Texts(Start, again).ShouldBe(["a@1 is down, was up", "a@2 is joining at http://a"]);
        Texts(again, Start).ShouldContain("a@2 is forgotten, was joining");
    }

    [Fact]
    public void Shards_without_an_owner_and_many_shards_are_told_in_one_line()
    {
        var before = Picture(1, [], leader: "a@1", owners: [.. Enumerable.Repeat("a@1", 20)]);
        var now = Picture(1, [], leader: "a@1", owners: [.. Enumerable.Repeat<string?>(null, 20)]);

        var change = ClusterDifference.Between(before, now).ShouldHaveSingleItem();

        change.Text.ShouldBe("20 shards (0 1 2 3 4 5 6 7 …): a@1 -> nobody");
        change.Shards.ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public void A_node_that_loses_touch_says_so_and_another_one_says_nothing_about_it()
    {
        var lost = Start with { Cluster = Start.Cluster with { Serving = false } };
        var other = Start with { Cluster = Start.Cluster with { Self = "b@1" } };

        Texts(Start, lost).ShouldBe(["a@1 has lost touch with the cluster and does not serve"]);
        Texts(lost, Start).ShouldBe(["a@1 serves again"]);
        Texts(lost, other).ShouldBeEmpty();
    }

    /// <summary>After a fail-over the next node may not have heard of the newest versions yet.</summary>
    [Fact]
    public void What_a_node_that_lags_says_is_not_news()
    {
        var newer = Picture(5, [Member("a", 1, "down"), Member("b", 1, "up")], leader: "b@1", owners: ["b@1", "b@1", "b@1", "b@1"]);

        ClusterDifference.Between(newer, ClusterDifference.Newest(newer, Start)).ShouldBeEmpty();
        ClusterDifference.Newest(Start, newer).ShouldBe(newer);
        ClusterDifference.Newest(null, Start).ShouldBe(Start);
    }

    private static IEnumerable<string> Texts(ClusterPicture before, ClusterPicture now) => ClusterDifference.Between(before, now).Select(change => change.Text);

    private static MemberInfo Member(string name, long incarnation, string status) =>
        new(name, incarnation, status, "10.0.0.1:1", $"http://{name}", [], "1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, []);

    private static ClusterPicture Picture(long version, MemberInfo[] members, string leader, string?[] owners) => new(
        new ClusterInfo("a@1", leader, leader == "a@1" ? 1 : 2, Serving: true, version, version, owners.Length, 0, 0, members),
        new ShardList(version, [.. owners.Select((owner, shard) => new ShardInfo(shard, 1, owner, owner))]));
}
