using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using static FlexCore.Cluster.Tests.Membership.Rows;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class NodeEndTests : IDisposable
{
    private static readonly ClusterExit Left = Exits.Left(Id(1), 0);
    private static readonly ClusterExit Declared = Exits.DeclaredDown(Id(1), Row(1));
    private readonly NodeEnd _end = new();

    public void Dispose() => _end.Dispose();

    [Fact]
    public void A_listener_that_throws_keeps_neither_the_end_from_coming_nor_others_from_hearing_of_it()
    {
        var heard = false;
        using var other = _end.Over.Register(() => heard = true);
        using var broken = _end.Over.Register(() => throw new ObjectDisposedException("connection"));

        Should.NotThrow(_end.Abandon);

        (_end.Over.IsCancellationRequested, heard).ShouldBe((true, true));
    }

    [Fact]
    public async Task The_first_reason_stays()
    {
        _end.Set(Declared);
        _end.Set(Left);
        (await _end.Task).ShouldBe(Declared);
        (_end.IsOver, _end.Over.IsCancellationRequested).ShouldBe((true, true));
    }

    [Fact]
    public async Task An_end_that_the_node_writes_itself_is_no_verdict_of_others()
    {
        _end.Expect(Left);
        _end.Set(Declared);
        (await _end.Task).ShouldBe(Left);
    }

    [Fact]
    public void An_abandoned_node_stops_without_a_reason()
    {
        _end.Abandon();
        (_end.IsOver, _end.Over.IsCancellationRequested).ShouldBe((false, true));
    }

    [Fact]
    public void The_message_names_who_voted()
    {
        Exits.DeclaredDown(Id(1), Row(1).SuspectedBy((2, 1), (3, 1))).Message.ShouldBe("node-1@1 was declared down by node-2@1, node-3@1. This process ends so that a new one can join.");
        Exits.DeclaredDown(Id(1), null).Message.ShouldContain("no row");
        Exits.SetBack(Id(1), new TableVersions(9, 7), new TableVersions(9, 5)).Message.ShouldContain("node-1@1 knows versions 9 and 7 of the membership and shard tables and found 9 and 5");
        Exits.Left(Id(1), 4).Message.ShouldContain("4 shards that could not be handed off");
    }
}
