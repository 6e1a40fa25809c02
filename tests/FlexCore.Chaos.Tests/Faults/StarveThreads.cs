using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Every thread of a node's pool is blocked, for longer than a membership lasts.</summary>
internal sealed class StarveThreads : IFault
{
    private static readonly TimeSpan Duration = ChaosCluster.MemberTtl * 1.5;

    public string Name => "F7 a node's threads are blocked";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];

        // No answer may come: those who answer are blocked.
        await victim.TryPostAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/chaos/starve?threads=400&milliseconds={(int)Duration.TotalMilliseconds}"));
        await RealTime.PassAsync(Duration);
    }
}
