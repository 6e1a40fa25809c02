using System.Diagnostics;
using System.Globalization;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Jobs.Cluster.Outage;

namespace FlexCore.Benchmarks.Jobs.Cluster;

/// <summary>What three nodes that have nothing to do ask of the database, all their singletons at work, by the server's own count of transactions.</summary>
public sealed class IdleClusterJob : IBenchmarkJob
{
    // The server's processes tell their counts now and then only; over a minute that does not matter.
    private const int Seconds = 60;

    public string Name => "cluster-idle-statements";

    public string Limit => "none; at most 2 statements per second and node, so at least 0.5 of 1/rate";

    public string Unit => "1/(statements per second and node)";

    public Durability Durability => Durability.D2;

    public double? RateReach => 0.5;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var cluster = await NodeProcesses.StartAsync(context.NewFolder());
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(15));
        await timer.WaitForNextTickAsync();
        var (from, at) = (await CountAsync(cluster), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(at).TotalSeconds < Seconds)
        {
            await timer.WaitForNextTickAsync();
        }

        return NodeProcesses.Count * Stopwatch.GetElapsedTime(at).TotalSeconds / (await CountAsync(cluster) - from);
    }

    private static async Task<long> CountAsync(NodeProcesses cluster) => Convert.ToInt64(
        await cluster.Postgres.ExecuteAsync($"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{cluster.Database}'"), CultureInfo.InvariantCulture);
}
