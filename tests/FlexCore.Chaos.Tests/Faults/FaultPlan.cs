using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Which faults happen, in an order that chance decides.</summary>
internal static class FaultPlan
{
    private static readonly TimeSpan BeyondTtl = ChaosCluster.MemberTtl * 1.5;

    /// <summary>Every kind of fault once.</summary>
    public static IReadOnlyList<IFault> All(Random random)
    {
        IFault[] faults =
        [
            .. Common(),
            new KillNode(atOnce: true), new KillPartition(), new KillHolder(ChaosCluster.Scheduler, "scheduler"), new KillHolder(ChaosCluster.Timer, "timer"),
            new PauseHolder(ChaosCluster.Scheduler, "scheduler"), new PauseHolder(ChaosCluster.Timer, "timer"),
            new CrashDatabase(3), BadLinks.Flapping, BadLinks.Slow, new RestartAll(), new Upgrade(), WrongClock.Ahead, WrongClock.Behind, WrongClock.Double,
            new CutLinks("F19 half-open connections between nodes", BeyondTtl, silent: true, static (cluster, random) => cluster.Links.Around(random.Next(ChaosCluster.Size))),
            EditTables.Aged, EditTables.Down, EditTables.ShardsTaken, EditTables.ShardsUnassigned,
        ];
        random.Shuffle(faults);
        return faults;
    }

    /// <summary>As many as a run of all tests has the time for; the others are of the same families.</summary>
    public static IReadOnlyList<IFault> Short(Random random)
    {
        var faults = Common();
        random.Shuffle(faults);
        return faults;
    }

    private static IFault[] Common() =>
    [
        new KillNode(atOnce: false), new KillInSnapshot(), new KillBeforeAnswer(), new PauseOwner(), new PauseInAppend(), new StarveThreads(), new CrashDatabase(1), new EndSessions(), new PauseDatabase(),
        new CutLinks("F15 a node cannot reach the database", BeyondTtl, silent: false, static (cluster, random) => [cluster.DatabaseLinks[random.Next(ChaosCluster.Size)]]),
        new CutLinks("F16 a node cannot reach the others", BeyondTtl, silent: false, static (cluster, random) => cluster.Links.Around(random.Next(ChaosCluster.Size))),
        new CutLinks("F17 two nodes cannot reach each other", BeyondTtl, silent: false, static (cluster, _) => cluster.Links.Between(0, 2)),
        new CutLinks("F19 half-open connections to the database", BeyondTtl, silent: true, static (cluster, random) => [cluster.DatabaseLinks[random.Next(ChaosCluster.Size)]]),
        BadLinks.OneWay, BadLinks.Lossy, WrongClock.One, new KillAll(), new StarveNode(), EditTables.Deleted,
    ];
}
