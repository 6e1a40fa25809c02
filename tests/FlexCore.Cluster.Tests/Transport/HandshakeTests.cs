using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Tests.Transport;

public sealed class HandshakeTests
{
    [Fact]
    public async Task A_node_of_another_cluster_is_refused_and_both_say_why()
    {
        await using var a = new TestNode("a", cluster: "blue");
        await using var b = new TestNode("b", cluster: "green");

        var error = await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1));

        error.Message.ShouldContain("'blue'");
        error.Message.ShouldContain("'green'");
        error.Message.ShouldContain("has not arrived");
        b.Log.Of(8504).ShouldHaveSingleItem().ShouldContain("wrong-cluster");
        b.Service.Asked.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 1, 2, 3)]
    [InlineData(4, 5, 2, 3)]
    public async Task Nodes_without_a_common_version_do_not_serve_together(int lowest, int highest, int otherLowest, int otherHighest)
    {
        await using var a = new TestNode("a", protocols: new ProtocolRange(lowest, highest));
        await using var b = new TestNode("b", protocols: new ProtocolRange(otherLowest, otherHighest));

        var error = await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1));

        error.Message.ShouldContain($"versions {lowest} to {highest}");
        error.Message.ShouldContain($"versions {otherLowest} to {otherHighest}");
        b.Log.Of(8504).ShouldHaveSingleItem().ShouldContain("incompatible-version");
    }

    [Fact]
    public async Task A_node_and_its_next_version_serve_together_by_the_newest_that_both_speak()
    {
        await using var old = new TestNode("old", protocols: new ProtocolRange(1, 1));
        await using var young = new TestNode("young", protocols: new ProtocolRange(1, 2));

        (await old.AskAsync(young.Member, 1)).ShouldBe([1]);
        (await young.AskAsync(old.Member, 2)).ShouldBe([2]);
        old.Log.Of(8501).ShouldHaveSingleItem().ShouldContain("version 1");
        young.Log.Of(8501).ShouldHaveSingleItem().ShouldContain("version 1");
    }

    [Fact]
    public async Task A_node_in_another_life_than_the_one_that_was_wanted_is_not_asked()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b", incarnation: 7);

        var error = await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.At(b.Transport.Port, incarnation: 6), 1));

        error.Message.ShouldContain("wants b@6 but b@7 listens");
        b.Log.Of(8504).ShouldHaveSingleItem().ShouldContain("wrong-node");
        b.Service.Asked.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_node_at_the_address_of_another_is_not_asked()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        var wrong = new Member(new NodeId("c", 1), MemberStatus.Up, b.Member.Address);

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(wrong, 1))).Message.ShouldContain("one address");
    }

    [Fact]
    public async Task An_older_life_of_a_node_is_refused_once_the_newer_was_met()
    {
        await using var b = new TestNode("b");
        await using var older = new TestNode("a", incarnation: 1);
        await using (var newer = new TestNode("a", incarnation: 2))
        {
            await newer.AskAsync(b.Member, 1);
        }

        var error = await Should.ThrowAsync<TransportException>(() => older.AskAsync(b.Member, 1));

        error.Message.ShouldContain("a@1 was replaced");
        b.Log.Of(8504).ShouldHaveSingleItem().ShouldContain("stale-incarnation");
    }

    [Fact]
    public async Task Two_nodes_with_one_name_do_not_talk()
    {
        await using var a = new TestNode("a", incarnation: 1);
        await using var twin = new TestNode("a", incarnation: 2);

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(twin.Member, 1))).Message.ShouldContain("a name of its own");
    }

    [Fact]
    public async Task A_node_that_the_membership_has_down_is_not_served()
    {
        await using var a = new TestNode("a");
        await using var b = new TestNode("b");
        b.Transport.AdmitBy(node => node.Name == "a" ? "it is down" : null);

        (await Should.ThrowAsync<TransportException>(() => a.AskAsync(b.Member, 1))).Message.ShouldContain("it is down");
        b.Log.Of(8504).ShouldHaveSingleItem().ShouldContain("not-admitted");
    }
}
