using FlexCore.Chaos.Tests.Servers;
using FlexCore.Testing.Network;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Some links between nodes, or to the database, do not work for a time. Everything that is said on them waits or breaks.</summary>
/// <param name="name">The fault.</param>
/// <param name="duration">How long.</param>
/// <param name="silent">Whether connections stay open and nothing arrives, or they break and cannot be made.</param>
/// <param name="choose">Which links.</param>
internal sealed class CutLinks(string name, TimeSpan duration, bool silent, Func<ChaosCluster, Random, IReadOnlyList<FaultProxy>> choose) : IFault
{
    private static readonly LinkFaults Silence = new() { IsStalled = true };

    public string Name => name;

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var links = choose(cluster, random);
        foreach (var link in links)
        {
            (link.ToTarget, link.ToClient) = silent ? (Silence, Silence) : (LinkFaults.None, LinkFaults.None);
            link.Refuses = !silent;
            if (!silent)
            {
                link.Cut();
            }
        }

        await RealTime.PassAsync(duration);
        foreach (var link in links)
        {
            (link.ToTarget, link.ToClient, link.Refuses) = (LinkFaults.None, LinkFaults.None, false);
        }
    }
}
