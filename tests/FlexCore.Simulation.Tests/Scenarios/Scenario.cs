using FlexCore.Application.Cluster;
using FlexCore.Simulation.Tests.World;

namespace FlexCore.Simulation.Tests.Scenarios;

/// <summary>Short ways to tell one story with a simulated cluster.</summary>
internal static class Scenario
{
    /// <summary>Tells a story and lets the cluster go.</summary>
    public static void Tell(int nodes, Action<SimCluster> story, SimBugs? bugs = null, int shards = 8) => SimRun.Alone(() =>
    {
        var cluster = new SimCluster(seed: 11, nodes, shards, bugs);
        story(cluster);
        cluster.Checks.Broken.ShouldBeNull();
        cluster.Bury();
        return 0;
    });

    public static void Pass(this SimCluster cluster, double seconds) => cluster.Scheduler.RunUntil(cluster.Scheduler.Now + TimeSpan.FromSeconds(seconds));

    /// <summary>Waits for something, in simulated time.</summary>
    public static double Await(this SimCluster cluster, string what, Func<bool> happened, double withinSeconds = 60)
    {
        var from = cluster.Scheduler.Now;
        var came = false;
        cluster.Scheduler.RunUntil(from + TimeSpan.FromSeconds(withinSeconds), () => came = happened());
        came.ShouldBeTrue($"within {withinSeconds} s: {what}");
        return (cluster.Scheduler.Now - from).TotalSeconds;
    }

    public static void StartNow(this SimCluster cluster, int node)
    {
        cluster.Wanted[node] = true;
        cluster.StartLater(node, TimeSpan.Zero);
        cluster.Pass(0.001);
    }

    public static void Settle(this SimCluster cluster)
    {
        cluster.StartAll();
        cluster.Await("the cluster forms", cluster.IsSettledNow);
    }

    public static Member Row(this SimCluster cluster, string id) => cluster.Database.Members.Members.Single(member => member.Id.ToString() == id);

    public static MemberStatus? Status(this SimCluster cluster, string id) => cluster.Database.Members.Members.FirstOrDefault(member => member.Id.ToString() == id)?.Status;

    public static void Cut(this SimCluster cluster, int a, int b)
    {
        cluster.Network.Cut(a, b);
        cluster.Network.Cut(b, a);
    }
}
