using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>SIGSTOP of the node that fires the timer, across many due times, then SIGCONT: its late firings must not take effect.</summary>
internal sealed class PauseTimer : IFault
{
    public string Name => "F6 SIGSTOP of the timer's node";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var holder = (await cluster.Postgres.ExecuteAsync("SELECT owner FROM flexcore.lease WHERE name = 'singleton/chaos-timer'") as string)?.Split('@')[0];
        var victim = cluster.Nodes.FirstOrDefault(node => node.Name == holder) ?? throw new InvalidOperationException($"The timer's lease belongs to '{holder}'.");
        victim.Pause();
        await RealTime.PassAsync(ChaosCluster.MemberTtl * (1.2 + random.NextDouble()));
        victim.Resume();
    }
}
