using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Tests.Projections;

public sealed class ParkedEventTests
{
    private const string Totals = TotalsProjection.Name;

    [Fact]
    public async Task An_event_that_breaks_the_projection_is_parked_and_blocks_only_its_stream()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        foreach (var key in new[] { "a", "b" })
        {
            await bench.AppendAsync(key, "Added", """{"amount":1}""");
        }

        await bench.AppendAsync("a", "Added", """{"amount":-1}""");
        foreach (var key in new[] { "a", "b", "a" })
        {
            await bench.AppendAsync(key, "Added", """{"amount":10}""");
        }

        var engine = await bench.RunAsync(new TotalsProjection());
        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal("""{"last":1,"total":1}""", await bench.DocumentAsync(Totals, "a"));
        Assert.Equal("""{"last":2,"total":11}""", await bench.DocumentAsync(Totals, "b"));
        var parked = await ParkedAsync(bench);
        Assert.Equal([2, 3, 4], parked.Select(entry => entry.Version));
        Assert.Equal(["InvalidOperationException: the amount is -1", "", ""], parked.Select(entry => entry.Reason));
        Assert.Equal([1, 0, 0], parked.Select(entry => entry.Attempts));
        Assert.All(parked, entry => Assert.Equal("default/event-stream/a", entry.Group));
    }

    [Fact]
    public async Task It_is_tried_again_with_growing_pauses_and_then_waits_for_a_person()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();

        // So that the only timer within minutes is that of the next attempt.
        bench.Options.WatchInterval = TimeSpan.FromHours(1);
        await bench.AppendAsync("a", "Added", """{"amount":-1}""");
        var engine = await bench.RunAsync(new TotalsProjection());
        await bench.CatchUpAsync(engine, Totals);
        Assert.False((await bench.Observer.Parkings.NextAsync("first attempt")).IsGivenUp);
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            var retryAt = Assert.Single(await ParkedAsync(bench)).RetryAt;
            var pause = bench.Options.RetryDelay * Math.Pow(2, attempt - 2);
            Assert.Equal(bench.Clock.GetUtcNow() + pause, retryAt);
            await bench.Clock.WhenTimerDueAsync(pause).WaitAsync(TimeSpan.FromSeconds(30));
            bench.Clock.Advance(pause);
            Assert.Equal(attempt == 3, (await bench.Observer.Parkings.NextAsync($"attempt {attempt}")).IsGivenUp);
            await CommittedAsync(bench, attempt);
        }

        Assert.Null(Assert.Single(await ParkedAsync(bench)).RetryAt);
    }

    [Fact]
    public async Task A_mended_projection_takes_what_was_parked_in_order()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.AttemptsMax = 1;
        var projection = new TotalsProjection { IsBroken = true };
        await bench.AppendAsync("a", "Added", """{"amount":1}""");
        await bench.AppendAsync("a", "Added", """{"amount":2}""");
        var engine = await bench.RunAsync(projection);
        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal(2, (await ParkedAsync(bench)).Count);
        projection.IsBroken = false;
        var live = (await bench.RowAsync(Totals)).Live;
        Assert.Equal(2, await bench.Models.RedriveAsync(live, null, bench.Clock.GetUtcNow()));
        await engine.ReconcileAsync(refresh: true, default);
        await EmptyAsync(bench);
        Assert.Equal("""{"last":2,"total":3}""", await bench.DocumentAsync(Totals, "a"));
        await bench.AppendAsync("a", "Added", """{"amount":4}""");
        await bench.CatchUpAsync(engine, Totals);
        Assert.Equal("""{"last":3,"total":7}""", await bench.DocumentAsync(Totals, "a"));
    }

    [Fact]
    public async Task A_discarded_event_has_no_effect_and_frees_those_behind_it()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.AttemptsMax = 1;
        await bench.AppendAsync("a", "Added", """{"amount":-1}""");
        await bench.AppendAsync("a", "Added", """{"amount":2}""");
        var engine = await bench.RunAsync(new TotalsProjection());
        await bench.CatchUpAsync(engine, Totals);
        var first = (await ParkedAsync(bench))[0];
        Assert.True(await bench.Models.DiscardAsync((await bench.RowAsync(Totals)).Live, first.Shard, first.Offset, bench.Clock.GetUtcNow()));
        await engine.ReconcileAsync(refresh: true, default);
        await EmptyAsync(bench);
        Assert.Equal("""{"last":2,"total":2}""", await bench.DocumentAsync(Totals, "a"));
    }

    [Fact]
    public async Task Too_many_parked_events_stop_the_projection_and_lose_nothing()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        bench.Options.ParkedMax = 3;
        for (var n = 0; n < 10; n++)
        {
            await bench.AppendAsync($"{n}", "Added", """{"amount":-1}""");
        }

        await bench.RunAsync(new TotalsProjection());
        Assert.Contains("parked-max allows 3", await bench.Observer.Faults.NextAsync("fault"), StringComparison.Ordinal);
        var row = await bench.RowAsync(Totals);
        Assert.NotNull(row.LiveGeneration.Fault);
        var progress = await bench.Models.ReadProgressAsync(row.Live);
        Assert.Equal(progress.Position.Offsets.Sum(place => place.Value), progress.Parked);
    }

    [Fact]
    public async Task A_key_that_is_not_the_streams_own_is_refused()
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("a", "Added", """{"amount":1}""");
        var engine = await bench.RunAsync(new StrangeKeys("b"));
        await bench.CatchUpAsync(engine, "strange");
        Assert.Contains("use scope All", (await bench.Observer.Parkings.NextAsync("parked")).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/\n")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        await using var bench = await ProjectionWorkbench.StartAsync();
        await bench.AppendAsync("a", "Added", """{"amount":1}""");
        var engine = await bench.RunAsync(new StrangeKeys(key));
        await bench.CatchUpAsync(engine, "strange");
        Assert.Contains("A key has 1 to 500 characters", (await bench.Observer.Parkings.NextAsync("parked")).Reason, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<ParkedEvent>> ParkedAsync(ProjectionWorkbench bench) => await bench.Models.ListParkedAsync((await bench.RowAsync(Totals)).Live, 100);

    private static async Task CommittedAsync(ProjectionWorkbench bench, int attempts)
    {
        while ((await ParkedAsync(bench))[0].Attempts < attempts)
        {
            await Task.Yield();
        }
    }

    private static async Task EmptyAsync(ProjectionWorkbench bench)
    {
        while ((await ParkedAsync(bench)).Count > 0)
        {
            await Task.Yield();
        }
    }

    private sealed class StrangeKeys(string key) : IProjection
    {
        public ProjectionDescription Description { get; } = new("strange", 1, ProjectionScope.Stream);

        public bool Handles(string type, string kind) => true;

        public void Keys(ProjectedEvent happened, ICollection<string> keys) => keys.Add(key);

        public void Apply(ProjectedEvent happened, ReadModelUnit models) => models.Get(key).Set("x", 1);
    }
}
