using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>The faults of networks, packet by packet, where every node is on a host of its own, and of disks, where PostgreSQL has its own.</summary>
internal static class HostFaultPlan
{
    private static readonly TimeSpan BeyondTtl = ChaosCluster.MemberTtl * 1.5;

    /// <summary>Every kind of fault once.</summary>
    public static IReadOnlyList<IFault> All(Random random)
    {
        IFault[] faults =
        [
            .. Short(),
            new CutHost("F15 a host and the database, packets dropped", BeyondTtl, static (hosts, random) => CutAsync(hosts, random.Next(hosts.Names.Count), hosts.DatabaseAddress)),
            new CutHost("F16 a host and the others, packets dropped", BeyondTtl, static async (hosts, random) =>
            {
                var victim = random.Next(hosts.Names.Count);
                foreach (var other in Enumerable.Range(0, hosts.Names.Count).Where(other => other != victim))
                {
                    await CutAsync(hosts, victim, hosts.AddressOf(other));
                }
            }),
            new CutHost("F17 two hosts, packets dropped", BeyondTtl, static (hosts, _) => CutAsync(hosts, 0, hosts.AddressOf(2))),
            new PullCable("F22 a cable in and out", times: 4, TimeSpan.FromSeconds(1)),
            FillDisk.Tables, FillDisk.Log,
        ];
        random.Shuffle(faults);
        return faults;
    }

    /// <summary>As many as a run of all tests has the time for.</summary>
    public static IReadOnlyList<IFault> Short() =>
    [
        new PullCable("F19 a host is off the network", times: 1, BeyondTtl),
        new CutHost("F18 one way between two hosts, packets dropped", BeyondTtl, static (hosts, _) => hosts.DropToAsync(1, hosts.AddressOf(2))),
    ];

    private static async Task CutAsync(VirtualHosts hosts, int host, string address)
    {
        await hosts.DropToAsync(host, address);
        await hosts.DropFromAsync(host, address);
    }
}
