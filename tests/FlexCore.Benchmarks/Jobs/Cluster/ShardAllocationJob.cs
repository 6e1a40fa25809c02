using System.Diagnostics;
using System.Globalization;
using FlexCore.Application.Cluster;
using FlexCore.Benchmarks.Harness;
using FlexCore.Cluster.Sharding;

namespace FlexCore.Benchmarks.Jobs.Cluster;

/// <summary>How often the leader could decide who owns what: 10,000 shards on five nodes, one of which has just died.</summary>
public sealed class ShardAllocationJob : IBenchmarkJob
{
    private const int Shards = 10_000;
    private const int Nodes = 5;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"shard-allocation-{Shards}x{Nodes}");

    public string Limit => "none; one decision takes at most 100 ms";

    public string Unit => "decisions/s";

    public Durability Durability => Durability.D0;

    public double? RateReach => 10;

    public Task<double> MeasureAsync(BenchmarkContext context)
    {
        NodeId[] nodes = [.. Enumerable.Range(1, Nodes).Select(static number => new NodeId($"node-{number}", 1))];
        ShardRow[] rows = [.. Enumerable.Range(0, Shards).Select(shard => new ShardRow(shard, 1, nodes[shard % Nodes], nodes[shard % Nodes]))];
        var decisions = context.Amount(50);
        var started = Stopwatch.GetTimestamp();
        for (var decision = 0; decision < decisions; decision++)
        {
            var gone = decision % Nodes;
            var plan = ShardAllocator.Plan(rows, [.. nodes.Where((_, index) => index != gone)], [], movesMax: 16);
            if (plan.Count != Shards / Nodes)
            {
                throw new InvalidOperationException($"The plan moves {plan.Count} shards and not {Shards / Nodes}.");
            }
        }

        return Task.FromResult(decisions / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
