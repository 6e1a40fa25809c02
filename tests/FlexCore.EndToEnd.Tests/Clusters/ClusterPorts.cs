using System.Net;
using System.Net.NetworkInformation;

namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>Ports for a cluster of its own: below those that the system gives to clients, and free when they were looked for.</summary>
/// <param name="Http">HAProxy's; the nodes listen on the next ones, and for each other 1,000 above.</param>
/// <param name="Postgres">PostgreSQL's.</param>
internal sealed record ClusterPorts(int Http, int Postgres)
{
    private const int Nodes = 3;
    private const int Lowest = 12_000;
    private const int Highest = 30_000;

    public static ClusterPorts Find()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(static listener => listener.Port).ToHashSet();

        // Two test runs on one machine should not look in the same order.
        var random = new Random(Environment.ProcessId);
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var found = new ClusterPorts(random.Next(Lowest, Highest), random.Next(Lowest, Highest));
            if (!found.All().Any(taken.Contains) && found.All().Distinct().Count() == found.All().Count())
            {
                return found;
            }
        }

        throw new InvalidOperationException($"No {Nodes + 2} free ports in a row from {Lowest} to {Highest} on {IPAddress.Loopback}.");
    }

    private IEnumerable<int> All() => Enumerable.Range(Http, Nodes + 1).Concat(Enumerable.Range(Http + 1_001, Nodes)).Append(Postgres);
}
