using System.Diagnostics;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.Cluster.Outage;

/// <summary>How long shards are away when one of three nodes is killed with <c>kill -9</c>, or leaves: seen by a client that writes to each of 64 shards through another node.</summary>
/// <remarks>
/// After a kill: the time until every shard has acknowledged a write that was sent after it. In a leave: the longest time, in any shard, between two acknowledgements; the
/// client writes every 50 ms, so that much of it is no outage.
/// </remarks>
public sealed class ShardOutageJob(bool isKill) : IBenchmarkJob
{
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    public string Name => isKill ? "cluster-kill-9-to-all-shards-served" : "cluster-leave-longest-shard-outage";

    public string Limit => isKill ? "none; 6 s at the median and 10 s in each round, so at least 0.167 of 1/s" : "none; 1 s in any shard, so at least 1 of 1/s";

    public string Unit => "1/seconds";

    public Durability Durability => Durability.D2;

    public double? RateReach => isKill ? 1 / 6.0 : 1;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var cluster = await NodeProcesses.StartAsync(context.NewFolder());
        await using var probes = new ShardProbes(cluster.Nodes[0].Port, NodeProcesses.Shards);
        await probes.WhenAllServedAsync();

        // From here on nothing is cold: a second round of writes has met every shard's entity in memory.
        await probes.WhenAllServedAsync();
        var at = Stopwatch.GetTimestamp();
        await (isKill ? cluster.Nodes[^1].KillAsync() : cluster.Nodes[^1].StopAsync());
        await probes.WhenAllServedAsync();
        await probes.StopAsync();
        var outage = isKill ? probes.AllServedAfter(at) : probes.LongestGap(at);
        return isKill && outage > KillLimit
            ? throw new InvalidOperationException($"Some shard was away for {outage.TotalSeconds:F1} s after a kill; {KillLimit.TotalSeconds} s is the limit.")
            : 1 / outage.TotalSeconds;
    }
}
