using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Packets of a host are dropped for a time. Nobody is told: connections stay open, and what is sent waits or comes to nothing.</summary>
/// <param name="name">The fault.</param>
/// <param name="duration">How long.</param>
/// <param name="cut">Drops what is to be dropped; everything else is let through again afterwards.</param>
internal sealed class CutHost(string name, TimeSpan duration, Func<VirtualHosts, Random, Task> cut) : IFault
{
    public string Name => name;

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var hosts = cluster.Hosts ?? throw new InvalidOperationException($"{name} needs nodes on hosts of their own.");
        await cut(hosts, random);
        await RealTime.PassAsync(duration);
        for (var host = 0; host < hosts.Names.Count; host++)
        {
            await hosts.HealAsync(host);
        }
    }
}
