using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>A host's cable is pulled and put in again.</summary>
/// <param name="name">The fault.</param>
/// <param name="times">How often.</param>
/// <param name="duration">How long it is out, and then in.</param>
internal sealed class PullCable(string name, int times, TimeSpan duration) : IFault
{
    public string Name => name;

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var hosts = cluster.Hosts ?? throw new InvalidOperationException($"{name} needs nodes on hosts of their own.");
        var victim = random.Next(hosts.Names.Count);
        for (var i = 0; i < times; i++)
        {
            await hosts.SetCableAsync(victim, isIn: false);
            await RealTime.PassAsync(duration);
            await hosts.SetCableAsync(victim, isIn: true);
            if (i < times - 1)
            {
                await RealTime.PassAsync(duration);
            }
        }
    }
}
