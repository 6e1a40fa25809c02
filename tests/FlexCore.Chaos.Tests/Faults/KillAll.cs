using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>All nodes are killed at once and start cold.</summary>
internal sealed class KillAll : IFault
{
    public string Name => "F40 all nodes are killed";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        await Task.WhenAll(cluster.Nodes.Select(node => node.KillAsync()));
        await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync()));
    }
}
