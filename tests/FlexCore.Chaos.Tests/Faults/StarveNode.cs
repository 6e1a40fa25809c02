using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>A node gets a tenth of its time: it is stopped and let go on, again and again.</summary>
internal sealed class StarveNode : IFault
{
    public string Name => "F43 a node is starved of processor time";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];
        for (var i = 0; i < 20; i++)
        {
            victim.Pause();
            await RealTime.PassAsync(TimeSpan.FromMilliseconds(180));
            victim.Resume();
            await RealTime.PassAsync(TimeSpan.FromMilliseconds(20));
        }
    }
}
