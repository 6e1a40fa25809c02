using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Simulation.Tests.Scenarios;

public sealed class DeathTests
{
    [Fact]
    public void Two_votes_end_a_killed_node_of_three() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Wanted[1] = false;
        cluster.Kill(1);
        cluster.Await("it is down", () => cluster.Status("node-1@1") == MemberStatus.Down, 10);
        cluster.Row("node-1@1").Suspicions.Select(vote => vote.By.ToString()).Order().ShouldBe(["node-0@1", "node-2@1"]);
    });

    [Fact]
    public void A_database_that_has_gone_back_in_time_ends_every_node() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        Array.Clear(cluster.Wanted);
        var lives = cluster.Living.ToArray();
        cluster.Database.SetBackBy = 1;
        cluster.Await("all have ended", () => lives.All(life => life.Exit is not null), 10);
        lives.Length.ShouldBe(3);
        lives.ShouldAllBe(life => life.Exit != null && life.Exit.Message.Contains("has gone back in time"));
    });

    [Fact]
    public void One_vote_ends_a_killed_node_of_two() => Scenario.Tell(2, cluster =>
    {
        cluster.Settle();
        cluster.Wanted[1] = false;
        cluster.Kill(1);
        cluster.Await("it is down", () => cluster.Status("node-1@1") == MemberStatus.Down, 10);
        cluster.Row("node-1@1").Suspicions.ShouldHaveSingleItem().By.ShouldBe(new NodeId("node-0", 1));
    });

    [Fact]
    public void Of_two_nodes_that_do_not_reach_each_other_one_stays() => Scenario.Tell(2, cluster =>
    {
        cluster.Settle();
        cluster.Cut(0, 1);
        cluster.Await("one is down", () => cluster.Checks.DownCount == 1, 20);
        cluster.Pass(30);
        cluster.Database.Members.Members.Count(member => member.Status == MemberStatus.Up).ShouldBe(1);
        cluster.IsServed().ShouldBeTrue();
    });

    [Fact]
    public void A_bad_link_between_two_of_three_kills_nobody() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Network.Cut(0, 1);
        cluster.Pass(120);
        cluster.Checks.DownCount.ShouldBe(0);
    });

    [Fact]
    public void The_node_that_reaches_nobody_dies_and_not_the_others() => Scenario.Tell(5, cluster =>
    {
        cluster.Settle();
        foreach (var other in new[] { 0, 1, 3, 4 })
        {
            cluster.Cut(2, other);
        }

        cluster.Await("it is down", () => cluster.Status("node-2@1") == MemberStatus.Down, 15);
        cluster.Pass(20);
        cluster.Checks.Downs.ShouldAllBe(id => id.Name == "node-2");
    });

    [Fact]
    public void An_outage_of_the_database_kills_nobody_and_stops_every_answer() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Database.IsDown = true;
        cluster.Pass(8);
        cluster.Living.ShouldAllBe(process => process.Node != null && !process.Node.View.IsServing);
        cluster.Pass(300);
        var reads = cluster.Checks.ReadCount;
        cluster.Pass(10);
        cluster.Checks.ReadCount.ShouldBe(reads);

        cluster.Database.IsDown = false;
        cluster.Await("service resumes without a restart", cluster.IsServedNow, 8);
        cluster.Pass(60);
        cluster.Checks.DownCount.ShouldBe(0);
        cluster.Living.ShouldAllBe(process => process.Node != null && process.Node.Id.Incarnation == 1);
    });

    [Fact]
    public void A_paused_node_finds_itself_down_and_comes_back_as_another() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        var paused = cluster.Processes[0];
        paused?.Context.Pause();
        cluster.Pass(30);
        cluster.Status("node-0@1").ShouldBe(MemberStatus.Down);
        paused?.Context.Resume();
        cluster.Await("it ends", () => paused?.Exit is not null, 5);
        paused?.Exit.ShouldNotBeNull().Reason.ShouldBe(ClusterExitReason.DeclaredDown);
        cluster.Await("its next life is up", () => cluster.Status("node-0@2") == MemberStatus.Up, 10);
    });

    [Fact]
    public void A_short_pause_kills_nobody() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Processes[0]?.Context.Pause();
        cluster.Pass(1.9);
        cluster.Processes[0]?.Context.Resume();
        cluster.Pass(30);
        cluster.Checks.DownCount.ShouldBe(0);
    });

    [Fact]
    public void Somebody_who_deletes_a_row_by_hand_ends_that_node_and_no_other() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        var victim = cluster.Processes[1];
        cluster.Database.DeleteByHand(new NodeId("node-1", 1));
        cluster.Await("it ends", () => victim?.Exit is not null, 5);
        victim?.Exit?.Message.ShouldContain("has no row in the membership table any more");
        cluster.Await("the cluster is whole again", cluster.IsSettledNow);
        cluster.Checks.Downs.ShouldAllBe(id => id.Name == "node-1");
    });

    [Fact]
    public void Members_that_are_down_leave_the_table_after_their_time() => Scenario.Tell(2, cluster =>
    {
        cluster.Options.DownRetention = TimeSpan.FromMinutes(1);
        cluster.Settle();
        cluster.Kill(1);
        cluster.StartNow(1);
        cluster.Await("its next life is up", () => cluster.Status("node-1@2") == MemberStatus.Up, 15);
        cluster.Status("node-1@1").ShouldBe(MemberStatus.Down);
        cluster.Await("the old row is gone", () => cluster.Status("node-1@1") is null, 90);
    });

    [Fact]
    public void A_joining_row_whose_process_died_is_ended_by_the_leader() => Scenario.Tell(3, cluster =>
    {
        cluster.StartNow(0);
        cluster.StartNow(1);
        cluster.Await("two serve", () => cluster.Status("node-0@1") == MemberStatus.Up && cluster.Status("node-1@1") == MemberStatus.Up);
        cluster.Cut(2, 0);
        cluster.StartNow(2);
        cluster.Pass(3);
        cluster.Status("node-2@1").ShouldBe(MemberStatus.Joining);
        cluster.Wanted[2] = false;
        cluster.Kill(2);
        cluster.Await("it is down", () => cluster.Status("node-2@1") == MemberStatus.Down, 30);
    });
}
