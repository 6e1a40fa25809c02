using FlexCore.Application.Journal;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Projections;

public sealed class ShardHandOverTests
{
    private const string Totals = TotalsProjection.Name;

    [Fact]
    public async Task Two_nodes_share_the_work_and_each_event_counts_once()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var other = new NodeShards();
        for (var shard = 0; shard < ProjectionWorkbench.ShardCount; shard += 2)
        {
            other.Give(bench.Shards.Newest(shard));
            bench.Shards.Take(shard);
        }

        var (one, two) = (bench.Engine([new TotalsProjection()]), bench.Engine([new TotalsProjection()], other));
        await one.StartAsync();
        await two.StartAsync();
        await FillAsync(bench, 100);
        await PassedAsync(bench, one);
        await AssertTotalsAsync(bench, 100);
        Assert.Single((await bench.RowAsync(Totals)).Generations);
    }

    [Fact]
    public async Task A_node_that_was_replaced_while_it_slept_stores_nothing()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var old = await bench.RunAsync(new TotalsProjection());
        await FillAsync(bench, 40);
        await bench.CatchUpAsync(old, Totals);

        // The old node does not know yet that all shards are another's.
        var next = new NodeShards();
        for (var shard = 0; shard < ProjectionWorkbench.ShardCount; shard++)
        {
            next.Give(bench.Shards.Newest(shard) with { Epoch = 2, Owner = "node-2" });
        }

        var two = bench.Engine([new TotalsProjection()], next);
        await two.StartAsync();
        await FillAsync(bench, 40);
        await PassedAsync(bench, two);
        await AssertTotalsAsync(bench, 80);

        // Whichever of the two was faster with those: what comes now only the new one can store.
        await old.DisposeAsync();
        await FillAsync(bench, 40);
        await PassedAsync(bench, two);
        await AssertTotalsAsync(bench, 120);
        var row = await bench.RowAsync(Totals);
        var stale = new ReadModelCommit(row.Live, [new ShardLease(1, 1, "node-1")], [], [new ReadModelChange(new ReadModelKey(TenantId.Default, "event-stream", "0"), null)]);
        Assert.Equal(CommitOutcome.Fenced, await bench.Models.CommitAsync(stale));
    }

    [Fact]
    public async Task A_shard_that_comes_is_worked_on_from_where_the_other_node_stored()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var late = new NodeShards();
        var (one, two) = (bench.Engine([new TotalsProjection()]), bench.Engine([new TotalsProjection()], late));
        await one.StartAsync();
        await two.StartAsync();
        await FillAsync(bench, 40);
        await bench.CatchUpAsync(one, Totals);
        for (var shard = 0; shard < ProjectionWorkbench.ShardCount; shard++)
        {
            late.Give(bench.Shards.Newest(shard) with { Epoch = 2, Owner = "node-2" });
            bench.Shards.Take(shard);
        }

        await FillAsync(bench, 40);
        await PassedAsync(bench, two);
        await AssertTotalsAsync(bench, 80);
    }

    [Fact]
    public async Task A_projection_over_all_streams_is_worked_on_by_the_owner_of_its_shard_only()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var home = new GenerationSpec(new SharedProjection(), new GenerationRow(1, SharedProjection.Name, "", default)).HomeShard(ProjectionWorkbench.ShardCount);
        var other = new NodeShards();
        other.Give(bench.Shards.Newest(home));
        bench.Shards.Take(home);
        var one = bench.Engine([new SharedProjection()]);
        await one.StartAsync();
        await FillAsync(bench, 20);
        Assert.False(await one.WaitAsync(SharedProjection.Name, ConsistencyToken.Of(await bench.Feed.ReadEndAsync()), TimeSpan.Zero));
        await bench.Engine([new SharedProjection()], other).StartAsync();
        await PassedAsync(bench, one, SharedProjection.Name);
        Assert.Contains("\"total\":20}", await bench.DocumentAsync(SharedProjection.Name, "c"), StringComparison.Ordinal);
    }

    private static async Task FillAsync(ProjectionWorkbench bench, int count)
    {
        for (var n = 0; n < count; n++)
        {
            await bench.AppendAsync($"{n % 20}", "Added", """{"amount":1,"customer":"c"}""");
        }
    }

    private static async Task AssertTotalsAsync(ProjectionWorkbench bench, int events)
    {
        for (var n = 0; n < 20; n++)
        {
            Assert.EndsWith($"\"total\":{events / 20}}}", await bench.DocumentAsync(Totals, $"{n}"), StringComparison.Ordinal);
        }
    }

    // Other nodes' progress is looked up, so time must pass.
    private static async Task PassedAsync(ProjectionWorkbench bench, ProjectionEngine engine, string projection = Totals)
    {
        var passed = engine.WaitAsync(projection, ConsistencyToken.Of(await bench.Feed.ReadEndAsync()), TimeSpan.FromDays(1)).AsTask();
        while (!passed.IsCompleted)
        {
            await bench.Clock.WhenTimersArmedAsync(1).WaitAsync(TimeSpan.FromSeconds(30));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.True(await passed);
    }
}
