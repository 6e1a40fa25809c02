using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary><c>kill -9</c> of the node that runs a singleton of the cluster, in whatever it does; it comes back when another runs it.</summary>
/// <param name="singleton">Its name.</param>
/// <param name="what">What it does, for people.</param>
internal sealed class KillHolder(string singleton, string what) : IFault
{
    public string Name => $"F1 kill -9 of the {what}'s node";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = await cluster.HolderAsync(singleton);
        await victim.KillAsync();
        await cluster.WhenOthersServeAllAsync(victim);
        await victim.StartAsync();
    }
}
