using FlexCore.Simulation.Tests.World;

namespace FlexCore.Simulation.Tests;

/// <summary>The simulation can fail: each known mistake is found within some seeds, by the invariant that it breaks.</summary>
public sealed class PlantedBugTests
{
    private const int SeedsMax = 400;

    [Fact]
    public void Appends_without_a_fence_are_found() => Find(new SimBugs { NoFence = true }, "I17");

    [Fact]
    public void A_release_before_the_drain_is_found() => Find(new SimBugs { ReleaseBeforeDrain = true }, "I24");

    [Fact]
    public void Serving_without_heartbeats_is_found() => Find(new SimBugs { ServesWithoutHeartbeat = true }, "I19");

    [Fact]
    public void A_dead_node_that_does_not_hear_of_its_death_is_found() => Find(new SimBugs { HeartbeatsHideDeath = true }, "I21", "I18");

    [Fact]
    public void Taking_an_outage_of_the_database_for_the_silence_of_nodes_is_found() => Find(new SimBugs { OutagesCountAsSilence = true }, "I22");

    [Fact]
    public void A_singleton_that_does_not_stop_is_found() => Find(new SimBugs { SingletonIgnoresStop = true }, "I23");

    /// <summary>Over one bad cable nobody dies: two votes are enough to see to that, and so is asking others. Without both, somebody does.</summary>
    [Fact]
    public void One_vote_without_asking_others_kills_over_one_bad_link()
    {
        OneBadLink(new SimBugs { OneVote = true, NoIndirectProbes = true }).ShouldBeGreaterThan(0);
        OneBadLink(new SimBugs { NoIndirectProbes = true }).ShouldBe(0, "two votes");
        OneBadLink(new SimBugs { OneVote = true }).ShouldBe(0, "asking others");
        OneBadLink(SimBugs.None).ShouldBe(0);
    }

    private static int OneBadLink(SimBugs bugs) => SimRun.Alone(() =>
    {
        var cluster = new SimCluster(seed: 7, nodeCount: 3, shardCount: 8, bugs);
        cluster.StartAll();
        cluster.Scheduler.RunUntil(TimeSpan.FromSeconds(15));
        cluster.Network.Cut(0, 1);
        cluster.Network.Cut(1, 0);
        cluster.Scheduler.RunUntil(TimeSpan.FromSeconds(60));
        var downs = cluster.Checks.DownCount;
        cluster.Bury();
        return downs;
    });

    private static void Find(SimBugs bugs, params string[] invariants)
    {
        var found = Enumerable.Range(1, SeedsMax).Select(seed => SimRun.Of(seed, bugs).Failure).FirstOrDefault(failure => failure is not null);

        found.ShouldNotBeNull($"{bugs} was not found in {SeedsMax} seeds");
        invariants.ShouldContain(found.Split(':')[0], found);
    }
}
