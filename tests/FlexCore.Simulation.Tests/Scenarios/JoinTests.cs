using FlexCore.Application.Cluster;

namespace FlexCore.Simulation.Tests.Scenarios;

public sealed class JoinTests
{
    [Fact]
    public void The_first_node_goes_up_alone() => Scenario.Tell(1, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("it is up", () => cluster.Status("node-0@1") == MemberStatus.Up, 5);
    });

    [Fact]
    public void A_joining_node_waits_until_it_reaches_every_member_that_serves() => Scenario.Tell(3, cluster =>
    {
        cluster.StartNow(0);
        cluster.StartNow(1);
        cluster.Await("two are up", () => cluster.Status("node-0@1") == MemberStatus.Up && cluster.Status("node-1@1") == MemberStatus.Up);
        cluster.Cut(2, 1);
        cluster.StartNow(2);
        cluster.Pass(30);
        cluster.Status("node-2@1").ShouldBe(MemberStatus.Joining);

        cluster.Network.HealAll();
        cluster.Await("it is up", () => cluster.Status("node-2@1") == MemberStatus.Up, 5);
    });

    [Fact]
    public void A_node_that_members_cannot_reach_back_does_not_go_up() => Scenario.Tell(2, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("one is up", () => cluster.Status("node-0@1") == MemberStatus.Up);
        cluster.Network.Cut(0, 1);
        cluster.StartNow(1);
        cluster.Pass(30);
        cluster.Status("node-1@1").ShouldBe(MemberStatus.Joining);
    });

    [Fact]
    public void While_the_database_is_away_nobody_joins_and_then_it_goes_on_by_itself() => Scenario.Tell(2, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("one is up", () => cluster.Status("node-0@1") == MemberStatus.Up);
        cluster.Database.IsDown = true;
        cluster.StartNow(1);
        cluster.Pass(60);
        cluster.Database.Members.Members.Count.ShouldBe(1);

        cluster.Database.IsDown = false;
        cluster.Await("the second is up", () => cluster.Status("node-1@1") == MemberStatus.Up, 10);
        cluster.Checks.DownCount.ShouldBe(0);
    });

    [Fact]
    public void A_second_node_with_the_name_of_a_living_one_is_refused() => Scenario.Tell(2, cluster =>
    {
        cluster.Profile = profile => profile with { Name = "twin" };
        cluster.StartNow(0);
        cluster.Await("the first is up", () => cluster.Status("twin@1") == MemberStatus.Up);
        cluster.StartNow(1);
        var second = cluster.Processes[1];
        cluster.Await("the second is refused", () => second?.Refused is not null, 5);

        second?.Refused.ShouldNotBeNull().ShouldContain("The name 'twin' is taken: twin@1");
        second?.Refused.ShouldNotBeNull().ShouldContain("flexcore.cluster.node-name");
        cluster.Wanted[1] = false;
        cluster.Pass(20);
        cluster.Status("twin@1").ShouldBe(MemberStatus.Up);
    });

    [Fact]
    public void The_name_of_a_living_node_is_refused_also_when_it_does_not_answer() => Scenario.Tell(2, cluster =>
    {
        cluster.Profile = profile => profile with { Name = "twin" };
        cluster.StartNow(0);
        cluster.Await("the first is up", () => cluster.Status("twin@1") == MemberStatus.Up);
        cluster.Cut(0, 1);
        cluster.StartNow(1);
        var second = cluster.Processes[1];
        cluster.Await("the second is refused", () => second?.Refused is not null, 10);
        second?.Refused.ShouldNotBeNull().ShouldContain("although it does not answer from here");
        cluster.Status("twin@1").ShouldBe(MemberStatus.Up);
    });

    [Fact]
    public void A_node_that_was_killed_comes_back_as_its_next_life() => Scenario.Tell(1, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("it serves", cluster.IsSettledNow);
        cluster.Kill(0);
        cluster.StartNow(0);
        cluster.Await("its next life serves", cluster.IsSettledNow, 8);
        cluster.Status("node-0@1").ShouldBe(MemberStatus.Down);
        cluster.Status("node-0@2").ShouldBe(MemberStatus.Up);
    });

    [Fact]
    public void A_node_that_speaks_no_common_protocol_is_refused() => Scenario.Tell(2, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("one is up", () => cluster.Status("node-0@1") == MemberStatus.Up);
        cluster.Profile = profile => profile with { Version = "9.0", Protocols = new ProtocolRange(3, 4) };
        cluster.StartNow(1);
        var second = cluster.Processes[1];
        cluster.Await("it is refused", () => second?.Refused is not null, 5);
        second?.Refused.ShouldNotBeNull().ShouldContain("speaks versions 3 to 4 of the wire protocol, but member node-0@1");
        cluster.Database.Members.Members.Count.ShouldBe(1);
    });

    [Fact]
    public void Neighbours_with_one_protocol_version_in_common_serve_together() => Scenario.Tell(2, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("one is up", () => cluster.Status("node-0@1") == MemberStatus.Up);
        cluster.Profile = profile => profile with { Protocols = new ProtocolRange(1, 2) };
        cluster.StartNow(1);
        cluster.Await("both serve", cluster.IsSettledNow);
    });

    [Fact]
    public void Clocks_that_are_wrong_by_hours_change_nothing() => Scenario.Tell(5, cluster =>
    {
        cluster.Settle();
        cluster.Living.Select(process => process.Clock.GetUtcNow() - cluster.Scheduler.Now).Max().ShouldBeGreaterThan(
            cluster.Living.Select(process => process.Clock.GetUtcNow() - cluster.Scheduler.Now).Min() + TimeSpan.FromMinutes(10));
        cluster.Pass(60);
        cluster.Checks.DownCount.ShouldBe(0);
    });
}
