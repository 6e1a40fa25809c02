using FlexCore.Hosting.Engine;

namespace FlexCore.ChaosBank;

/// <summary>Times short enough for a test.</summary>
internal static class BankSettings
{
    public static void Apply(EngineSettings engine)
    {
        engine.Engine.ClusterName = "bank";
        engine.Postgres.ShardCount = 16;
        engine.Cluster.HeartbeatInterval = TimeSpan.FromMilliseconds(300);
        engine.Cluster.MemberTtl = TimeSpan.FromSeconds(4);
        engine.Cluster.LeaseTtl = TimeSpan.FromSeconds(4);
        engine.Cluster.ProbeInterval = TimeSpan.FromMilliseconds(400);
        engine.Cluster.ProbeTimeout = TimeSpan.FromMilliseconds(600);
        engine.Cluster.RestartDelay = TimeSpan.FromMilliseconds(200);
        engine.Regions.AskTimeout = TimeSpan.FromSeconds(4);
    }
}
