using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Engine;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Retention;

namespace FlexCore.Application.Tests.Projections;

/// <summary>Read models beside a log that lost its beginning to retention, or its end to a restore.</summary>
public sealed class ScavengedProjectionTests
{
    private const string Totals = TotalsProjection.Name;

    [Fact]
    public async Task A_building_that_lacks_events_says_so_and_does_not_take_the_place_by_itself()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection());
        await FillAsync(bench, engine);
        (await bench.Scavenger.RemoveAsync(0, new ScavengeMark(ProjectionWorkbench.Order("a"), 4, ArchiveLines.NoHash, DateTimeOffset.UnixEpoch))).ShouldBe(ScavengeOutcome.Removed);
        var live = await bench.RowAsync(Totals);

        var building = await bench.Models.AddAsync(new NewGeneration(Totals, live.LiveGeneration.Fingerprint, bench.Clock.GetUtcNow()) { SwapsItself = true });
        await engine.ReconcileAsync(refresh: false, default);
        var lacking = bench.Observer.Lacking.NextAsync("lacking");
        while (!lacking.IsCompleted)
        {
            await bench.Clock.WhenTimerDueAsync(bench.Options.WatchInterval).WaitAsync(TimeSpan.FromSeconds(30));
            bench.Clock.Advance(bench.Options.WatchInterval);
            await Task.Yield();
        }

        (await lacking).ShouldBe((building.Id, 4L));
        (await bench.RowAsync(Totals)).Live.ShouldBe(live.Live);
        (await bench.Models.ReadProgressAsync(building.Id)).Scavenged.ShouldBe(4);
        (await bench.Models.ReadProgressAsync(live.Live)).Scavenged.ShouldBe(0, "it has read them all");
        (await engine.SwapAsync(await bench.RowAsync(Totals), building.Id, default)).ShouldBe(SwapOutcome.Swapped, "who says so gets it");
    }

    [Fact]
    public async Task The_slowest_at_work_is_what_is_waited_for()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        var engine = await bench.RunAsync(new TotalsProjection(), new SharedProjection());
        await FillAsync(bench, engine);
        await bench.CatchUpAsync(engine, SharedProjection.Name);
        var all = await bench.Feed.ReadEndAsync();
        (await engine.SlowestAsync()).ShouldBe(all);

        await bench.Models.PauseAsync(SharedProjection.Name);
        await bench.Models.PauseAsync(Totals);
        (await engine.SlowestAsync()).ShouldBeNull("nobody waits for one that stands still");
    }

    [Fact]
    public void The_slower_of_two_places_is_the_lesser_in_every_shard() => SlowestProjection.Slower(
        FeedCursor.Start.With(1, 5).With(2, 9), FeedCursor.Start.With(1, 7).With(3, 1)).ShouldBe(FeedCursor.Start.With(1, 5));

    [Fact]
    public async Task A_read_model_beyond_the_log_is_begun_anew_when_the_store_was_restored()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Identity = new StoreIdentity(Guid.Parse("11111111-2222-3333-4444-555555555555"), 2);
        await bench.Models.SetOriginAsync(bench.Identity with { RestoreEpoch = 1 });
        var made = await bench.Models.AddAsync(new NewGeneration(Totals, new TotalsProjection().Description.Fingerprint, bench.Clock.GetUtcNow()));
        await bench.Models.CommitAsync(new ReadModelCommit(made.Id, [], [new ShardMove(2, 0, 99, 1)], []));

        var engine = await bench.RunAsync(new TotalsProjection());
        await FillAsync(bench, engine);

        (await bench.Observer.Anew.NextAsync("anew")).ShouldContain("the log came out of a backup");
        (await bench.RowAsync(Totals)).Live.ShouldNotBe(made.Id);
        (await bench.DocumentAsync(Totals, "a")).ShouldNotBeNull();
        (await bench.Models.ReadOriginAsync()).ShouldBe(bench.Identity);
    }

    [Fact]
    public async Task A_read_model_of_another_store_is_begun_anew()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Identity = new StoreIdentity(Guid.Parse("11111111-2222-3333-4444-555555555555"), 1);
        await bench.Models.SetOriginAsync(new StoreIdentity(Guid.Parse("99999999-2222-3333-4444-555555555555"), 1));
        await bench.Models.AddAsync(new NewGeneration(Totals, new TotalsProjection().Description.Fingerprint, bench.Clock.GetUtcNow()));
        await bench.RunAsync(new TotalsProjection());
        (await bench.Observer.Anew.NextAsync("anew")).ShouldContain("made of another store");
    }

    private static async Task FillAsync(ProjectionWorkbench bench, ProjectionEngine engine)
    {
        for (var n = 0; n < 10; n++)
        {
            await bench.AppendAsync("a", "Added", """{"amount":1,"customer":"c1"}""");
        }

        await bench.CatchUpAsync(engine, Totals);
    }
}
