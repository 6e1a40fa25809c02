using FlexCore.Chaos.Tests.Servers;
using FlexCore.Testing.Network;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Links between nodes are slow, or come and go, or carry only one way.</summary>
internal static class BadLinks
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IFault Slow { get; } = new Change("F21 slow and jittery links", cluster => AllOf(cluster), [(new LinkFaults { Delay = Second / 20, Jitter = Second / 5 }, LinkFaults.None, Second * 5)]);

    public static IFault Lossy { get; } = new Change(
        "F21 links lose and double frames", cluster => AllOf(cluster),
        [(new LinkFaults { Drop = 0.02, Duplicate = 0.05 }, new LinkFaults { Drop = 0.02, Duplicate = 0.05 }, Second * 6)]);

    public static IFault Flapping { get; } = new Change(
        "F22 a flapping link",
        cluster => cluster.Links.Between(0, 1),
        [.. Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? (new LinkFaults { IsStalled = true }, new LinkFaults { IsStalled = true }, Second) : (LinkFaults.None, LinkFaults.None, Second))]);

    public static IFault OneWay { get; } = new Change("F18 a link that carries one way", cluster => [cluster.Links.Link(1, 2)], [(new LinkFaults { IsStalled = true }, LinkFaults.None, Second * 6)]);

    private static List<FaultProxy> AllOf(ChaosCluster cluster) => [.. Enumerable.Range(0, ChaosCluster.Size).SelectMany(node => cluster.Links.Around(node)).Distinct()];

    private sealed class Change(string name, Func<ChaosCluster, IReadOnlyList<FaultProxy>> choose, IReadOnlyList<(LinkFaults ToTarget, LinkFaults ToClient, TimeSpan Duration)> steps) : IFault
    {
        public string Name => name;

        public async Task HappenAsync(ChaosCluster cluster, Random random)
        {
            var links = choose(cluster);
            foreach (var (there, back, duration) in steps.Append((LinkFaults.None, LinkFaults.None, TimeSpan.Zero)))
            {
                foreach (var link in links)
                {
                    (link.ToTarget, link.ToClient) = (there, back);
                }

                await RealTime.PassAsync(duration);
            }
        }
    }
}
