using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Simulation.Tests.Scenarios;

public sealed class ShardTests
{
    [Fact]
    public void A_leaving_node_hands_off_everything_and_ends() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        var leaver = cluster.Processes[2];
        cluster.Wanted[2] = false;
        leaver?.Leave();
        cluster.Await("it has left", () => leaver?.Exit is not null, 30);

        leaver?.Exit.ShouldBe(new ClusterExit(ClusterExitReason.Left, "node-2@1 has left the cluster."));
        cluster.Status("node-2@1").ShouldBe(MemberStatus.Down);
        cluster.Row("node-2@1").Suspicions.ShouldBeEmpty();
        cluster.Await("the others serve everything", cluster.IsServedNow, 5);
        cluster.Database.Shards.Rows.GroupBy(row => row.Owner).Select(group => group.Count()).ShouldBe([4, 4]);
    }, shards: 8);

    [Fact]
    public void The_last_node_that_leaves_drains_and_releases() => Scenario.Tell(1, cluster =>
    {
        cluster.Settle();
        var last = cluster.Processes[0];
        cluster.Wanted[0] = false;
        last?.Leave();
        cluster.Await("it has left", () => last?.Exit is not null, 10);
        last?.Exit?.Reason.ShouldBe(ClusterExitReason.Left);
        cluster.Database.Shards.Rows.ShouldAllBe(row => row.Owner == null);
    });

    [Fact]
    public void A_leader_that_leaves_is_followed_at_once() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        var leader = cluster.Processes.Single(process => process?.Node?.View.Current.IsLeader == true);
        cluster.Wanted[leader?.Index ?? 0] = false;
        leader?.Leave();
        cluster.Await("another leads", () => cluster.Living.Any(process => process != leader && process.Node?.View.Current.IsLeader == true), 6);
        cluster.Await("the others serve everything", cluster.IsServedNow, 10);
    });

    [Fact]
    public void A_leave_without_the_database_ends_in_its_time() => Scenario.Tell(2, cluster =>
    {
        cluster.Settle();
        var leaver = cluster.Processes[1];
        cluster.Wanted[1] = false;
        cluster.Database.IsDown = true;
        leaver?.Leave();
        cluster.Await("it gave up", () => leaver?.Exit is not null, 60);
        leaver?.Exit?.Message.ShouldContain("4 shards that could not be handed off in time");
        cluster.Database.IsDown = false;
        cluster.Await("the other serves everything", cluster.IsServedNow, 20);
    });

    [Fact]
    public void A_node_that_joins_gets_its_share_a_few_at_a_time() => Scenario.Tell(2, cluster =>
    {
        cluster.StartNow(0);
        cluster.Await("one serves", () => cluster.Database.Shards.Rows.All(row => row.Owner is not null), 10);
        cluster.StartNow(1);
        var most = 0;
        cluster.Await("both have half", () =>
        {
            most = Math.Max(most, cluster.Database.Shards.Rows.Count(row => row.Owner is { } owner && row.Assigned != owner));
            return cluster.IsSettledNow();
        });

        most.ShouldBeInRange(1, cluster.Options.MovesMax);
        cluster.Database.Shards.Rows.Count(row => row.Owner?.Name == "node-1").ShouldBe(16);
        cluster.Database.Shards.Rows.Sum(row => row.Epoch).ShouldBe(32 + 16, "each moved shard moved once");
    }, shards: 32);

    [Fact]
    public void Only_nodes_with_the_role_get_shards() => Scenario.Tell(3, cluster =>
    {
        cluster.Options.ShardRole = "entities";
        cluster.Profile = profile => profile with { Roles = profile.Name == "node-1" ? ["web"] : ["web", "entities"] };
        cluster.StartAll();
        cluster.Await("all are served", cluster.IsServedNow);
        cluster.Pass(20);
        cluster.Database.Shards.Rows.GroupBy(row => row.Owner?.Name).ToDictionary(group => group.Key ?? "", group => group.Count())
            .ShouldBe(new Dictionary<string, int> { ["node-0"] = 4, ["node-2"] = 4 }, ignoreOrder: true);
    });

    [Fact]
    public void Everybody_knows_where_each_shard_lives() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Pass(3);
        foreach (var process in cluster.Living)
        {
            var locator = process.Node?.Locator ?? throw new InvalidOperationException("no node");
            locator.ShardCount.ShouldBe(8);
            foreach (var row in cluster.Database.Shards.Rows)
            {
                var location = locator.Locate(row.Shard);
                location.Owner?.Id.ShouldBe(row.Owner);
                location.IsLocal.ShouldBe(row.Owner == process.Node.Id);
            }
        }
    });

    [Fact]
    public void A_shard_that_cannot_be_recovered_is_tried_again_and_the_others_serve() => Scenario.Tell(1, cluster =>
    {
        cluster.StartFailures = 0.5;
        cluster.StartNow(0);
        cluster.Await("all are served", cluster.IsServedNow, 60);
    }, shards: 16);
}
