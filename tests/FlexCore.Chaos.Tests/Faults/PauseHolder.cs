using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>SIGSTOP of the node that runs a singleton of the cluster, across many due times, then SIGCONT: its late firings must not take effect.</summary>
/// <param name="singleton">Its name.</param>
/// <param name="what">What it does, for people.</param>
internal sealed class PauseHolder(string singleton, string what) : IFault
{
    public string Name => $"F6 SIGSTOP of the {what}'s node";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = await cluster.HolderAsync(singleton);
        victim.Pause();
        await RealTime.PassAsync(ChaosCluster.MemberTtl * (1.2 + random.NextDouble()));
        victim.Resume();
    }
}
