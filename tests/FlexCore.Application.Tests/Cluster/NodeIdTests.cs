using FlexCore.Application.Cluster;

namespace FlexCore.Application.Tests.Cluster;

public sealed class NodeIdTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("node-1", 7)]
    [InlineData("Node_1.eu-west", long.MaxValue)]
    public void What_was_written_is_read(string name, long incarnation)
    {
        var id = new NodeId(name, incarnation);

        NodeId.Parse(id.ToString()).ShouldBe(id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("node-1")]
    [InlineData("@1")]
    [InlineData("node-1@")]
    [InlineData("node-1@0")]
    [InlineData("node-1@-1")]
    [InlineData("node-1@+1")]
    [InlineData("node-1@ 1")]
    [InlineData("node-1@1,000")]
    [InlineData("node-1@99999999999999999999")]
    [InlineData("no de@1")]
    [InlineData("nöde@1")]
    [InlineData("a@b@1")]
    public void What_is_no_node_id_is_refused_with_the_text_and_an_example(string text)
    {
        var error = Should.Throw<FormatException>(() => NodeId.Parse(text));

        error.Message.ShouldContain($"'{text}'");
        error.Message.ShouldContain("node-1@7");
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("A-Z_0.9", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a@1", false)]
    [InlineData("ä", false)]
    public void A_name_has_letters_digits_and_three_marks(string? name, bool isName) => NodeId.IsName(name).ShouldBe(isName);

    [Fact]
    public void A_name_has_its_greatest_length()
    {
        NodeId.IsName(new string('n', NodeId.NameLengthMax)).ShouldBeTrue();
        NodeId.IsName(new string('n', NodeId.NameLengthMax + 1)).ShouldBeFalse();
    }

    [Fact]
    public void A_node_that_comes_back_is_another() => new NodeId("a", 2).ShouldNotBe(new NodeId("a", 1));

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1:9000")]
    [InlineData("node.example", "node.example:9000")]
    [InlineData("::1", "[::1]:9000")]
    [InlineData("fe80::1%eth0", "[fe80::1%eth0]:9000")]
    public void An_address_is_written_as_a_client_takes_it(string host, string text) => new NodeAddress(host, 9000).ToString().ShouldBe(text);

    /// <summary>Against the obvious way: try every version.</summary>
    [Fact]
    public void Two_nodes_use_the_highest_version_that_both_speak()
    {
        foreach (var (a, b) in from lowest in Enumerable.Range(1, 5)
                               from highest in Enumerable.Range(lowest, 4)
                               from otherLowest in Enumerable.Range(1, 5)
                               from otherHighest in Enumerable.Range(otherLowest, 4)
                               select (new ProtocolRange(lowest, highest), new ProtocolRange(otherLowest, otherHighest)))
        {
            int?[] both = [.. Enumerable.Range(1, 20).Where(version => version >= a.Lowest && version <= a.Highest && version >= b.Lowest && version <= b.Highest)];

            a.CommonWith(b).ShouldBe(both.Max(), $"{a} {b}");
            b.CommonWith(a).ShouldBe(a.CommonWith(b));
        }
    }

    [Fact]
    public void A_view_knows_who_serves_who_leads_and_who_somebody_is()
    {
        var (up, leaving, joining, down) = (Of("a", MemberStatus.Up), Of("b", MemberStatus.Leaving), Of("c", MemberStatus.Joining), Of("d", MemberStatus.Down));
        var state = new ClusterState(
            up.Id, new MembershipSnapshot(3, [up, leaving, joining, down], DateTimeOffset.UnixEpoch), new ShardTableSnapshot(0, []), new NamedLease(NamedLease.Leader, 1, up.Id), IsServing: true);

        state.Serving.ShouldBe([up, leaving]);
        state.IsLeader.ShouldBeTrue();
        (state with { Self = leaving.Id }).IsLeader.ShouldBeFalse();
        (state with { Leader = null }).IsLeader.ShouldBeFalse();
        state.Find(down.Id).ShouldBe(down);
        state.Find(new NodeId("a", 2)).ShouldBeNull("another life is another member");
    }

    private static Member Of(string name, MemberStatus status) => new(new NodeId(name, 1), status, new NodeAddress("127.0.0.1", 1));
}
