using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Tests.Projections;

public sealed class ProjectionEngineTests
{
    private const string Totals = TotalsProjection.Name;

    [Fact]
    public async Task Events_become_documents()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("a", "Added", """{"amount":3}""");
        var engine = await bench.RunAsync(new TotalsProjection());
        await bench.AppendAsync("a", "Added", """{"amount":0.50}""");
        await bench.AppendAsync("b", "Added", """{"amount":7}""");
        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal("""{"last":2,"total":3.5}""", await bench.DocumentAsync(Totals, "a"));
        Assert.Equal("""{"last":1,"total":7}""", await bench.DocumentAsync(Totals, "b"));
    }

    [Fact]
    public async Task A_deleted_document_is_gone_until_an_event_makes_it_again()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        await bench.AppendAsync("a", "Added", """{"amount":3}""");
        await bench.AppendAsync("a", "Gone");
        await bench.CatchUpAsync(engine, Totals);
        Assert.Null(await bench.DocumentAsync(Totals, "a"));
        await bench.AppendAsync("a", "Added", """{"amount":4}""");
        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal("""{"last":3,"total":4}""", await bench.DocumentAsync(Totals, "a"));
    }

    [Fact]
    public async Task A_query_that_waits_for_a_token_sees_the_write()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        for (var n = 1; n <= 50; n++)
        {
            var token = await bench.AppendAsync("a", "Added", """{"amount":1}""");
            Assert.True(await engine.WaitAsync(Totals, token, TimeSpan.FromDays(1)).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal($$"""{"last":{{n}},"total":{{n}}}""", await bench.DocumentAsync(Totals, "a"));
        }
    }

    [Fact]
    public async Task Waiting_for_what_does_not_come_ends_with_its_patience()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        Assert.False(await engine.WaitAsync(Totals, ConsistencyToken.At(1, 1), TimeSpan.Zero));
        Assert.False(await engine.WaitAsync("nobody", ConsistencyToken.None, TimeSpan.FromDays(1)));
        Assert.Null(await engine.PositionAsync("nobody"));
        Assert.Equal(FeedCursor.Start, await engine.PositionAsync(Totals));
    }

    [Fact]
    public async Task Events_that_are_not_for_it_move_a_projection_on_and_write_little()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        for (var n = 0; n < 100; n++)
        {
            await bench.AppendAsync($"{n}", "Other");
        }

        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal(0, bench.Models.Commits);
        await bench.Clock.WhenTimerDueAsync(bench.Options.FlushInterval);
        var live = (await bench.RowAsync(Totals)).Live;
        while ((await bench.Models.ReadProgressAsync(live)).Position != await bench.Feed.ReadEndAsync() && bench.Models.Commits == 0)
        {
            bench.Clock.Advance(bench.Options.FlushInterval);
            await Task.Yield();
        }

        Assert.Equal(1, bench.Models.Commits);
    }

    [Fact]
    public async Task What_a_store_has_lost_in_a_crash_is_found_in_the_next_quiet_moment_and_done_again()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.WatchInterval = TimeSpan.FromHours(1);
        var engine = await bench.RunAsync(new TotalsProjection());
        await bench.AppendAsync("a", "Added", """{"amount":3}""");
        await bench.CatchUpAsync(engine, Totals);
        bench.Models.Lose((await bench.RowAsync(Totals)).Live);
        Assert.Null(await bench.DocumentAsync(Totals, "a"));

        // The pause until it is quiet, and the one before the work is begun anew.
        for (var pause = 0; pause < 2; pause++)
        {
            await bench.Clock.WhenTimerDueAsync(bench.Options.FlushInterval).WaitAsync(TimeSpan.FromSeconds(30));
            bench.Clock.Advance(bench.Options.FlushInterval);
        }

        while (await bench.DocumentAsync(Totals, "a") is null)
        {
            await Task.Yield();
        }

        Assert.Equal("""{"last":1,"total":3}""", await bench.DocumentAsync(Totals, "a"));
    }

    [Fact]
    public async Task Places_are_stored_in_time_also_when_other_events_never_cease()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.WatchInterval = TimeSpan.FromHours(1);
        var engine = await bench.RunAsync(new TotalsProjection());
        for (var n = 0; bench.Models.Commits == 0; n++)
        {
            Assert.True(n < 10_000, "nothing was stored");
            await bench.AppendAsync($"{n % 5}", "Other");
            await bench.CatchUpAsync(engine, Totals);
            bench.Clock.Advance(bench.Options.FlushInterval / 4);
        }
    }

    [Fact]
    public async Task Another_life_goes_on_where_the_last_one_ended()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await using (var first = bench.Engine([new TotalsProjection()]))
        {
            await first.StartAsync();
            await bench.AppendAsync("a", "Added", """{"amount":3}""");
            await bench.CatchUpAsync(first, Totals);
        }

        await bench.AppendAsync("a", "Added", """{"amount":4}""");
        var second = await bench.RunAsync(new TotalsProjection());
        await bench.CatchUpAsync(second, Totals);
        Assert.Equal("""{"last":2,"total":7}""", await bench.DocumentAsync(Totals, "a"));
        Assert.Single((await bench.RowAsync(Totals)).Generations);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_costs_time_and_nothing_else()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();

        // So that the only timer within minutes is the pause after the failure.
        bench.Options.WatchInterval = TimeSpan.FromHours(1);
        var engine = await bench.RunAsync(new TotalsProjection());
        bench.Models.FailCommits(new JournalException("the disk is full"));
        await bench.AppendAsync("a", "Added", """{"amount":3}""");
        Assert.Equal("the disk is full", (await bench.Observer.Interruptions.NextAsync("first failure")).Message);
        bench.Models.FailCommits((Exception?)null);
        await bench.Clock.WhenTimerDueAsync(bench.Options.RestartDelay);
        bench.Clock.Advance(bench.Options.RestartDelay);
        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal("""{"last":1,"total":3}""", await bench.DocumentAsync(Totals, "a"));
    }

    [Fact]
    public async Task A_changed_projection_is_built_beside_the_old_one_and_swapped_in()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await using (var first = bench.Engine([new TotalsProjection()]))
        {
            await first.StartAsync();
            await bench.AppendAsync("a", "Added", """{"amount":3}""");
            await bench.CatchUpAsync(first, Totals);
        }

        var old = await bench.RowAsync(Totals);
        var second = await bench.RunAsync(new TotalsProjection(version: 2));
        var swapped = await SwappedAsync(bench);
        Assert.NotEqual(old.Live, swapped);
        await bench.CatchUpAsync(second, Totals);
        Assert.Equal("""{"last":1,"total":6}""", await bench.DocumentAsync(Totals, "a"));
        Assert.Single((await bench.RowAsync(Totals)).Generations);
    }

    [Fact]
    public async Task A_rebuild_equals_the_live_read_model_byte_for_byte()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection(), new SharedProjection());
        for (var n = 0; n < 200; n++)
        {
            await bench.AppendAsync($"{n % 17}", "Added", $$"""{"amount":{{n % 5}}.{{n % 9}},"customer":"c{{n % 3}}"}""", DateTimeOffset.UnixEpoch.AddMinutes(n * 7 % 100));
        }

        foreach (var projection in new[] { Totals, SharedProjection.Name })
        {
            await bench.CatchUpAsync(engine, projection);
            var live = await bench.RowAsync(projection);
            var before = await bench.ContentAsync(live.Live);
            await bench.Models.AddAsync(new NewGeneration(projection, live.LiveGeneration.Fingerprint, bench.Clock.GetUtcNow()) { SwapsItself = true });
            await engine.ReconcileAsync(refresh: false, default);
            var rebuilt = await SwappedAsync(bench);
            Assert.NotEqual(live.Live, rebuilt);
            Assert.NotEmpty(before);
            Assert.Equal(before, await bench.ContentAsync(rebuilt));
        }
    }

    [Fact]
    public async Task A_building_up_to_an_instant_holds_nothing_later()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        for (var n = 0; n < 20; n++)
        {
            await bench.AppendAsync("a", "Added", """{"amount":1}""", DateTimeOffset.UnixEpoch.AddMinutes(n));
        }

        var row = await bench.RowAsync(Totals);
        var bound = await bench.Feed.ReadEndAsync();
        var past = await bench.Models.AddAsync(new NewGeneration(Totals, row.LiveGeneration.Fingerprint, bench.Clock.GetUtcNow()) { Until = DateTimeOffset.UnixEpoch.AddMinutes(9), Bound = bound });
        await bench.AppendAsync("a", "Added", """{"amount":1}""", DateTimeOffset.UnixEpoch);
        await engine.ReconcileAsync(refresh: false, default);
        Assert.True(await engine.WaitAsync(() => Task.FromResult<long?>(past.Id), ConsistencyToken.Of(bound), TimeSpan.FromDays(1), default).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("\"total\":10}", Assert.Single(await bench.ContentAsync(past.Id)), StringComparison.Ordinal);
        Assert.Equal(bound, (await bench.Models.ReadProgressAsync(past.Id)).Position);
    }

    [Fact]
    public async Task A_cursor_ahead_of_the_store_stops_the_projection_with_the_remedy()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var made = await bench.Models.AddAsync(new NewGeneration(Totals, new TotalsProjection().Description.Fingerprint, bench.Clock.GetUtcNow()));
        await bench.Models.CommitAsync(new ReadModelCommit(made.Id, [], [new ShardMove(2, 0, 99, 1)], []));
        await bench.RunAsync(new TotalsProjection());
        Assert.Contains("rebuild the consumer", await bench.Observer.Faults.NextAsync("fault"), StringComparison.Ordinal);
        Assert.Contains("restored from an older backup", (await bench.RowAsync(Totals)).LiveGeneration.Fault ?? "", StringComparison.Ordinal);
    }

    private static async Task<long> SwappedAsync(ProjectionWorkbench bench)
    {
        var swapped = bench.Observer.Swaps.NextAsync("swap");
        while (!swapped.IsCompleted)
        {
            await bench.Clock.WhenTimerDueAsync(bench.Options.WatchInterval).WaitAsync(TimeSpan.FromSeconds(30));
            bench.Clock.Advance(bench.Options.WatchInterval);
            await Task.Yield();
        }

        return await swapped;
    }
}
