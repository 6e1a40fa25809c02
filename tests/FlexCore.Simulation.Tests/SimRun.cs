using FlexCore.Simulation.Tests.Faults;
using FlexCore.Simulation.Tests.World;

namespace FlexCore.Simulation.Tests;

/// <summary>One seed: a cluster, its faults, its healing, and what was found.</summary>
internal sealed record SimRun(int Seed, string? Failure, TimeSpan SettledAfter, long Steps, int Acknowledged, int Fenced, int Downs)
{
    private const double FaultsEnd = 60;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>Runs a seed on this thread.</summary>
    public static SimRun Of(int seed, SimBugs? bugs = null, Action<string>? report = null) => Alone(() => Go(seed, bugs, report));

    /// <summary>Does something with simulated clusters on this thread, without the test runner's own context.</summary>
    public static T Alone<T>(Func<T> work)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static SimRun Go(int seed, SimBugs? bugs, Action<string>? report)
    {
        var shape = new Random(seed);
        var nodes = 1 + shape.Next(6);
        var cluster = new SimCluster(seed, nodes, shape.Next(4, 17), bugs, traced: report is not null) { StartFailures = 0.02 };
        var databaseOnly = shape.Next(5) == 0;
        var count = shape.Next(1, 9);

        cluster.StartAll();
        Until(cluster, TimeSpan.FromSeconds(15));
        new FaultScript(cluster).Draw(count, 15, FaultsEnd - 5, databaseOnly);
        Until(cluster, TimeSpan.FromSeconds(FaultsEnd));
        cluster.Heal();
        var healedAt = cluster.Scheduler.Now;
        cluster.Scheduler.RunUntil(healedAt + Bound, () => cluster.Checks.Broken is not null || cluster.IsSettledNow());
        var settledAfter = cluster.Scheduler.Now - healedAt;
        if (cluster.Checks.Broken is null && !cluster.IsSettled())
        {
            cluster.Checks.Break("I18", $"{Bound.TotalSeconds:F0} s after the last fault the cluster is not settled: {Describe(cluster)}");
        }

        // And it stays so.
        Until(cluster, cluster.Scheduler.Now + TimeSpan.FromSeconds(5));
        LookAtTheEnd(cluster, databaseOnly);
        report?.Invoke(cluster.Trace?.Tail(400) ?? "");
        var run = new SimRun(
            seed, cluster.Checks.Broken?.Message, settledAfter, cluster.Scheduler.Steps, cluster.Checks.AcknowledgedCount, cluster.Checks.FencedCount, cluster.Checks.DownCount);
        cluster.Bury();
        return run;
    }

    private static void Until(SimCluster cluster, TimeSpan time) => cluster.Scheduler.RunUntil(time, () => cluster.Checks.Broken is not null);

    private static void LookAtTheEnd(SimCluster cluster, bool databaseOnly)
    {
        if (cluster.Checks.Broken is not null)
        {
            return;
        }

        if (databaseOnly && cluster.Checks.DownCount > 0)
        {
            cluster.Checks.Break("I22", $"outages of the database killed {string.Join(", ", cluster.Checks.Downs)}");
        }

        if (cluster.Living.FirstOrDefault(process => process.Node is { } node && cluster.Checks.Downs.Contains(node.Id)) is { } undead)
        {
            cluster.Checks.Break("I21", $"{undead.Node?.Id} is down and its process goes on");
        }
    }

    private static string Describe(SimCluster cluster)
    {
        var rows = cluster.Database.Shards.Rows.Select(row => $"{row.Shard}:{row.Owner?.ToString() ?? "-"}->{row.Assigned?.ToString() ?? "-"}");
        var members = cluster.Database.Members.Members.Where(member => member.Status != Application.Cluster.MemberStatus.Down).Select(member => $"{member.Id} {member.Status}");
        return $"members {string.Join(", ", members)}; processes {string.Join(", ", cluster.Processes.Select(process => process is null ? "none" : $"{process.Node?.Id} joined {process.IsJoined}"))}; shards {string.Join(' ', rows)}";
    }
}
