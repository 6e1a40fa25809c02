using FlexCore.Application.Journal;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Tests.Projections;

/// <summary>Projections that are rebuilt and swapped in while nodes end at any point, shards move and the store fails before or after it has stored.</summary>
public sealed class ProjectionCrashTests
{
    private const string Totals = TotalsProjection.Name;
    private static readonly string[] _names = [Totals, SharedProjection.Name];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task However_it_is_interrupted_each_event_counts_once_and_a_rebuild_equals_what_is_read(int seed)
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var random = new Random(seed);
        var nodes = new List<Node>();
        var epochs = new long[ProjectionWorkbench.ShardCount];
        Array.Fill(epochs, 1);

        // Asked under the store's lock, from the nodes' threads: with chance of its own.
        var faults = new Random(-seed);
        bench.Models.FailCommits(isStored => faults.Next(isStored ? 12 : 9) == 0 ? new JournalException($"crash point of seed {seed}") : null);
        for (var step = 0; step < 40; step++)
        {
            await StepAsync(bench, nodes, epochs, random);
            Pass(bench, random.Next(3));
            await Task.Yield();
        }

        bench.Models.FailCommits((Exception?)null);
        foreach (var node in nodes)
        {
            await node.Engine.DisposeAsync();
        }

        await AssertEqualsOracleAsync(bench, epochs, seed);
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 30)];

    private static async Task StepAsync(ProjectionWorkbench bench, List<Node> nodes, long[] epochs, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
            case 1:
                for (var n = random.Next(1, 30); n > 0; n--)
                {
                    var at = DateTimeOffset.UnixEpoch.AddMinutes(random.Next(50));
                    await bench.AppendAsync($"{random.Next(9)}", random.Next(15) == 0 ? "Gone" : "Added", $$"""{"amount":{{random.Next(9)}}.{{random.Next(9)}},"customer":"c{{random.Next(3)}}"}""", at);
                }

                break;
            case 2 when nodes.Count < 3:
                var node = new Node(bench);
                nodes.Add(node);
                await node.Engine.StartAsync();
                break;
            case 3 when nodes.Count > 0:
                var ended = nodes[random.Next(nodes.Count)];
                nodes.Remove(ended);
                await ended.Engine.DisposeAsync();
                break;
            case 4 when nodes.Count > 0:
                Move(bench, nodes, epochs, random);
                break;
            default:
                await RebuildAsync(bench, nodes, random);
                break;
        }
    }

    // The next owner has the next epoch at once; the one before learns of it only sometimes, as after a pause.
    private static void Move(ProjectionWorkbench bench, List<Node> nodes, long[] epochs, Random random)
    {
        for (var shard = 0; shard < ProjectionWorkbench.ShardCount; shard++)
        {
            if (random.Next(2) == 0)
            {
                continue;
            }

            var lease = bench.Shards.Newest(shard) with { Epoch = ++epochs[shard] };
            var next = nodes[random.Next(nodes.Count)];
            foreach (var node in nodes.Where(_ => random.Next(4) > 0))
            {
                node.Shards.Take(shard);
            }

            next.Shards.Give(lease);
        }
    }

    private static async Task RebuildAsync(ProjectionWorkbench bench, List<Node> nodes, Random random)
    {
        var row = (await bench.Models.ListAsync()).FirstOrDefault(row => row.Name == _names[random.Next(2)]);
        if (row is null)
        {
            return;
        }

        await bench.Models.AddAsync(new NewGeneration(row.Name, row.LiveGeneration.Fingerprint, bench.Clock.GetUtcNow()) { SwapsItself = true, IsLiveAtOnce = random.Next(6) == 0 });
        foreach (var node in nodes)
        {
            node.Engine.Nudge();
        }
    }

    private static void Pass(ProjectionWorkbench bench, int seconds) => bench.Clock.Advance(TimeSpan.FromSeconds(seconds));

    private static async Task AssertEqualsOracleAsync(ProjectionWorkbench bench, long[] epochs, int seed)
    {
        // One more node finishes what is left; it has every shard with an epoch that nobody had.
        var last = new Node(bench);
        for (var shard = 0; shard < ProjectionWorkbench.ShardCount; shard++)
        {
            last.Shards.Give(bench.Shards.Newest(shard) with { Epoch = epochs[shard] + 1 });
        }

        await last.Engine.StartAsync();
        var (anew, engine) = await bench.AnewAsync([new TotalsProjection(), new SharedProjection()]);
        foreach (var name in _names)
        {
            await bench.CatchUpAsync(last.Engine, name);
            await bench.CatchUpAsync(engine, name);
            var live = (await bench.RowAsync(name)).Live;
            var expected = (await anew.ListAsync()).Single(row => row.Name == name).Live;
            Assert.Equal(string.Join('\n', await ProjectionWorkbench.ContentAsync(anew, expected)), string.Join('\n', await bench.ContentAsync(live)));
            var progress = await bench.Models.ReadProgressAsync(live);
            Assert.True(progress.Parked == 0, $"seed {seed}: events are parked");
            Assert.Equal((await anew.ReadProgressAsync(expected)).Applied, progress.Applied);
        }
    }

    private sealed class Node
    {
        public Node(ProjectionWorkbench bench) => Engine = bench.Engine([new TotalsProjection(), new SharedProjection()], Shards);

        public NodeShards Shards { get; } = new();

        public ProjectionEngine Engine { get; }
    }
}
