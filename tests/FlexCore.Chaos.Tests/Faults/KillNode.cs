using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary><c>kill -9</c> of a node, which comes back when the others have taken over, or at once.</summary>
internal sealed class KillNode(bool atOnce) : IFault
{
    public string Name => atOnce ? "F1 kill -9, back at once" : "F1 kill -9, back later";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];
        await victim.KillAsync();
        if (!atOnce)
        {
            await RealTime.PassAsync(ChaosCluster.MemberTtl * 2);
        }

        await victim.StartAsync();
    }
}
