using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary><c>kill -9</c> of a node that runs partitions of a spread stream; then of another one, as soon as the others have its partitions.</summary>
internal sealed class KillPartition : IFault
{
    public string Name => "F1 kill -9 of a partition's node, then of the next";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var first = await SpreadLoad.OwnerAsync(cluster, random);
        await first.KillAsync();
        await cluster.WhenOthersServeAllAsync(first);
        await first.StartAsync();
        var next = cluster.Nodes.First(node => node != first);
        await next.KillAsync();
        await next.StartAsync();
    }
}
