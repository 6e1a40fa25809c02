using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Every node in turn is asked to end, hands over, and comes back: what an upgrade does.</summary>
internal sealed class RestartAll : IFault
{
    public string Name => "F38 a rolling restart";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        foreach (var node in cluster.Nodes)
        {
            if (await node.TerminateAsync() is not null and not 0 and var code)
            {
                throw new InvalidOperationException($"{node.Name} ended with {code} when it was asked to.");
            }

            await node.StartAsync();
            await cluster.WhenWholeAsync();
        }
    }
}
