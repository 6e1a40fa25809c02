using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Store;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Projections;

/// <content>Generations, swaps, pauses and parked events.</content>
public abstract partial class ReadModelStoreConformance
{
    [Fact]
    public async Task Nodes_that_start_together_begin_one_generation()
    {
        var wanted = new NewGeneration("orders", "v1", Noon) { IfMissing = true, SwapsItself = true };
        var (one, two) = (await Store.AddAsync(wanted), await Store.AddAsync(wanted));
        two.Id.ShouldBe(one.Id);
        (await Store.ListAsync()).ShouldHaveSingleItem().Generations.ShouldHaveSingleItem();
        var next = await Store.AddAsync(wanted with { Fingerprint = "v2" });
        next.Id.ShouldNotBe(one.Id);
        (await Store.AddAsync(wanted with { Fingerprint = "v2" })).Id.ShouldBe(next.Id);
        await Store.AddAsync(new NewGeneration("orders", "v3", Noon) { Bound = FeedCursor.Start });
        (await Store.AddAsync(wanted with { Fingerprint = "v3" })).Bound.ShouldBeNull();
    }

    [Fact]
    public async Task A_second_generation_is_built_beside_the_live_one()
    {
        var live = await BeginAsync();
        var next = await Store.AddAsync(new NewGeneration("orders", "v2", Noon) { SwapsItself = true });
        var row = (await Store.ListAsync()).ShouldHaveSingleItem();
        row.Live.ShouldBe(live.Id);
        row.Generations.Select(generation => generation.Id).ShouldBe([live.Id, next.Id]);
        row.Generations[1].SwapsItself.ShouldBeTrue();
    }

    [Fact]
    public async Task A_generation_that_swaps_itself_takes_the_place_of_another_that_would()
    {
        var live = await BeginAsync();
        await Store.AddAsync(new NewGeneration("orders", "v2", Noon) { SwapsItself = true });
        var third = await Store.AddAsync(new NewGeneration("orders", "v3", Noon) { SwapsItself = true });
        (await Store.ListAsync()).ShouldHaveSingleItem().Generations.Select(generation => generation.Id).ShouldBe([live.Id, third.Id]);
    }

    [Fact]
    public async Task A_generation_takes_over_once_it_has_come_as_far()
    {
        var live = await BeginAsync();
        var next = await Store.AddAsync(new NewGeneration("orders", "v2", Noon));
        await Store.CommitAsync(Commit(live.Id, [new(1, 0, 5, 1), new(2, 0, 3, 1)], [Document(KeyOf("a"), "1")]));
        await Store.CommitAsync(Commit(next.Id, [new(1, 0, 9, 1), new(2, 0, 2, 1)], [Document(KeyOf("a"), "2")]));
        (await Store.SwapAsync(next.Id)).ShouldBe(SwapOutcome.Behind);
        await Store.CommitAsync(Commit(next.Id, [new(2, 2, 3, 1)], []));
        (await Store.SwapAsync(next.Id)).ShouldBe(SwapOutcome.Swapped);
        var row = (await Store.ListAsync()).ShouldHaveSingleItem();
        row.Live.ShouldBe(next.Id);
        row.Generations.ShouldHaveSingleItem().SwapsItself.ShouldBeFalse();
        (await Store.CommitAsync(Commit(live.Id, [new(1, 5, 6, 1)], []))).ShouldBe(CommitOutcome.Gone);
        (await Store.SwapAsync(live.Id)).ShouldBe(SwapOutcome.Gone);
    }

    [Fact]
    public async Task A_bounded_generation_keeps_its_bounds_and_is_never_live()
    {
        var live = await BeginAsync();
        var past = await Store.AddAsync(new NewGeneration("orders", "v1", Noon) { Until = Noon.AddDays(-1), Bound = FeedCursor.Start.With(3, 4) });
        var empty = await Store.AddAsync(new NewGeneration("orders", "v1", Noon) { Bound = FeedCursor.Start });
        (await Store.SwapAsync(past.Id)).ShouldBe(SwapOutcome.Bounded);
        var rows = (await Store.ListAsync()).ShouldHaveSingleItem().Generations;
        (rows[1].Until, rows[1].Bound).ShouldBe((Noon.AddDays(-1), FeedCursor.Start.With(3, 4)));
        (rows[2].Until, rows[2].Bound).ShouldBe((null, FeedCursor.Start));
        (await Store.ForgetAsync(past.Id)).ShouldBeTrue();
        (await Store.ForgetAsync(live.Id)).ShouldBeFalse();
        (await Store.ForgetAsync(past.Id)).ShouldBeFalse();
        (await Store.ListAsync()).ShouldHaveSingleItem().Generations.Select(row => row.Id).ShouldBe([live.Id, empty.Id]);
    }

    [Fact]
    public async Task A_reset_is_live_at_once_and_empty()
    {
        var old = await BeginAsync();
        await Store.CommitAsync(Commit(old.Id, [new(1, 0, 5, 1)], [Document(KeyOf("a"), "1")]) with { Parked = [Parked(1, 5)] });
        var reset = await Store.AddAsync(new NewGeneration("orders", "v1", Noon) { IsLiveAtOnce = true });
        var row = (await Store.ListAsync()).ShouldHaveSingleItem();
        (row.Live, row.Generations.Count).ShouldBe((reset.Id, 1));
        (await Store.ReadProgressAsync(reset.Id)).ShouldBe(new GenerationProgress(FeedCursor.Start, 0, 0));
        (await Store.QueryAsync(new ReadModelQuery(reset.Id, Domain.TenantId.Default, 10))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_projection_leaves_nothing()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 1)], [Document(KeyOf("a"), "1")]));
        (await Store.RemoveAsync("orders")).ShouldBeTrue();
        (await Store.RemoveAsync("orders")).ShouldBeFalse();
        (await Store.ListAsync()).ShouldBeEmpty();
        var again = await BeginAsync();
        again.Id.ShouldBeGreaterThan(generation.Id);
        (await DataAsync(again.Id, KeyOf("a"))).ShouldBeNull();
    }

    [Fact]
    public async Task Pause_definition_and_fault_are_kept()
    {
        var generation = await BeginAsync();
        (await Store.PauseAsync("orders")).ShouldBeTrue();
        (await Store.PauseAsync("nobody")).ShouldBeFalse();
        await Store.SetFaultAsync(generation.Id, "too many parked events");
        await Harness.CrashAsync();
        var row = (await Store.ListAsync()).ShouldHaveSingleItem();
        (row.IsPaused, row.LiveGeneration.Fault).ShouldBe((true, "too many parked events"));
        (await Store.ResumeAsync("orders")).ShouldBeTrue();
        (await Store.ResumeAsync("nobody")).ShouldBeFalse();
        (await Store.ListAsync())[0].IsPaused.ShouldBeFalse();
        await Store.SetFaultAsync(generation.Id, null);
        (await Store.ListAsync())[0].LiveGeneration.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task The_number_of_changes_grows_with_each_change_and_with_no_commit()
    {
        var before = await Store.ReadChangesAsync();
        var generation = await BeginAsync();
        var added = await Store.ReadChangesAsync();
        added.ShouldBeGreaterThan(before);
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 5, 1)], []) with { Parked = [Parked(1, 5)] });
        (await Store.ReadChangesAsync()).ShouldBe(added);
        await Store.PauseAsync("orders");
        var paused = await Store.ReadChangesAsync();
        paused.ShouldBeGreaterThan(added);
        await Store.RedriveAsync(generation.Id, null, Noon);
        (await Store.ReadChangesAsync()).ShouldBeGreaterThan(paused);
    }

    [Fact]
    public async Task Parked_events_are_kept_in_the_order_of_their_places()
    {
        var generation = await BeginAsync();
        var first = Parked(1, 9, retryAt: Noon.AddMinutes(1));
        await Store.CommitAsync(Commit(generation.Id, [new(1, 0, 9, 0)], []) with { Parked = [Parked(2, 1), first, Parked(1, 10)] });
        (await Store.ListParkedAsync(generation.Id, 10)).ShouldBe([first, Parked(1, 10), Parked(2, 1)]);
        (await Store.ListParkedAsync(generation.Id, 1)).ShouldBe([first]);
        (await Store.ReadProgressAsync(generation.Id)).Parked.ShouldBe(3);
    }

    [Fact]
    public async Task A_parked_event_is_replaced_and_released_by_commits()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [], []) with { Parked = [Parked(1, 9), Parked(1, 10)] });
        var again = Parked(1, 10) with { Attempts = 4, Reason = "still" };
        await Store.CommitAsync(Commit(generation.Id, [], [Document(KeyOf("a"), "1")]) with { Released = [(1, 9)], Parked = [again] });
        (await Store.ListParkedAsync(generation.Id, 10)).ShouldBe([again]);
    }

    [Fact]
    public async Task A_redrive_asks_for_one_group_or_for_all()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [], []) with { Parked = [Parked(1, 1, "x"), Parked(1, 2, "y")] });
        (await Store.RedriveAsync(generation.Id, "x", Noon)).ShouldBe(1);
        (await Store.ListParkedAsync(generation.Id, 10)).ShouldBe([Parked(1, 1, "x", Noon) with { Attempts = 0 }, Parked(1, 2, "y")]);
        (await Store.RedriveAsync(generation.Id, null, Noon)).ShouldBe(2);
        (await Store.RedriveAsync(generation.Id, "nobody", Noon)).ShouldBe(0);
    }

    [Fact]
    public async Task A_discarded_event_lets_those_behind_it_be_tried()
    {
        var generation = await BeginAsync();
        await Store.CommitAsync(Commit(generation.Id, [], []) with { Parked = [Parked(1, 1, "x"), Parked(1, 2, "x"), Parked(1, 3, "y")] });
        (await Store.DiscardAsync(generation.Id, 1, 1, Noon)).ShouldBeTrue();
        (await Store.DiscardAsync(generation.Id, 1, 1, Noon)).ShouldBeFalse();
        (await Store.ListParkedAsync(generation.Id, 10)).Select(parked => (parked.Offset, parked.RetryAt)).ShouldBe([(2, Noon), (3, null)]);
    }
}
