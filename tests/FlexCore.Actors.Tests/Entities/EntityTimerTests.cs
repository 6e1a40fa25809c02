using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Timers that an entity's state asks for. A ledger with an odd balance wants 1 more at a fixed instant.</summary>
public sealed class EntityTimerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly FaultInjectingJournal _journal;
    private readonly EntityOptions _options = new() { PassivateAfter = TimeSpan.FromDays(1), AskTimeout = Timeout.InfiniteTimeSpan };
    private readonly DateTimeOffset _due;
    private readonly List<LedgerRegion> _opened = [];
    private readonly FlexCore.Testing.Probes.Probe<DateTimeOffset> _sent = new();

    public EntityTimerTests()
    {
        _journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        _due = _clock.GetUtcNow().AddHours(1);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var region in _opened)
        {
            await region.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_timer_sends_its_command_when_it_is_due_and_not_before()
    {
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));

        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        _sent.Count.ShouldBe(0);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        (await _sent.NextAsync("the timer's command")).ShouldBe(_due);
        (await region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(2);
        _clock.Advance(TimeSpan.FromHours(5));
        _sent.Count.ShouldBe(0, "the state no longer waits");
    }

    [Fact]
    public async Task A_timer_the_state_no_longer_wants_is_not_sent()
    {
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2));

        _clock.Advance(TimeSpan.FromHours(2));

        region.Timers.ShouldNotBeNull().Count.ShouldBe(0);
        _sent.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_of_an_entity_that_left_memory_still_comes()
    {
        _options.PassivateAfter = TimeSpan.FromMinutes(1);
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await Residence.EmptyAsync(region, _clock);

        _clock.Advance(TimeSpan.FromHours(1));

        await _sent.NextAsync("the timer's command");
        (await region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_runs_again_after_a_crash_when_its_entity_is_used()
    {
        var before = await OpenAsync();
        await before.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await before.StopAsync();
        _clock.Advance(TimeSpan.FromHours(3));
        _sent.Count.ShouldBe(0);
        var after = await OpenAsync();

        await after.ReadAsync(Ledgers.Id("a"));
        _clock.Advance(TimeSpan.Zero);

        await _sent.NextAsync("the overdue timer's command");
        (await after.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_whose_command_failed_is_sent_again()
    {
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        _journal.FailNext(JournalFault.BeforeCommit);
        _clock.Advance(TimeSpan.FromHours(1));
        await _sent.NextAsync("the first attempt");
        (await region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(1);

        while (_sent.Count == 0)
        {
            await _clock.WhenTimersArmedAsync(1).WaitAsync(Patience);
            _clock.Advance(_options.TimerRetryAfter);
            await Task.Yield();
        }

        await _sent.NextAsync("the second attempt");
        (await region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_survives_the_rollback_of_another_command_although_nobody_uses_the_entity_again()
    {
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        _journal.FailNext(JournalFault.BeforeCommit);
        await Should.ThrowAsync<FlexCore.Application.Entities.EntityFailedException>(
            async () => await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2)));

        _clock.Advance(TimeSpan.FromHours(1));

        (await _sent.NextAsync("the timer's command")).ShouldBe(_due);
        (await region.ReadAsync(Ledgers.Id("a"))).State.Balance.ShouldBe(2);
    }

    [Fact]
    public async Task Many_timers_come_in_the_order_of_their_due_times_with_one_timer_of_the_clock()
    {
        var region = await OpenAsync((id, state) => state.Balance == 1
            ? new EntityTimer<LedgerCommand>("order", _due.AddMinutes(int.Parse(id.Key.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)), Send)
            : null);
        for (var i = 49; i >= 0; i--)
        {
            await region.AskAsync(Ledgers.Id($"k{i}"), new Enter(Ledgers.Context(), 1));
        }

        _clock.ArmedTimerCount.ShouldBeLessThanOrEqualTo(3, "time-outs, idle entities, timers");
        _clock.Advance(TimeSpan.FromHours(3));

        var sent = await _sent.NextAsync(50, "all timers");
        sent.ShouldBe(sent.Order());
        sent.Distinct().Count().ShouldBe(50);
    }

    [Fact]
    public async Task A_definition_that_cannot_name_a_timer_does_not_stop_its_entities()
    {
        var region = await OpenAsync((_, _) => throw new InvalidOperationException("no timer can be read"));

        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1))).Version.ShouldBe(1);
        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 2))).Version.ShouldBe(2);
        (await region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 2]);
        region.Timers.ShouldNotBeNull().Count.ShouldBe(0);
    }

    private async Task<LedgerEntityRegion> OpenAsync(
        Func<FlexCore.Domain.EntityId, LedgerState, EntityTimer<LedgerCommand>?>? timer = null)
    {
        var definition = LedgerRegion.Definition with
        {
            Timer = timer ?? ((_, state) => state.Balance % 2 == 1 ? new EntityTimer<LedgerCommand>("even", _due, Send) : null),
        };
        var opened = await LedgerRegion.OpenAsync(_journal, _store.Snapshots, _store.Leases, _options, _clock, definition);
        _opened.Add(opened);
        return opened.Region;
    }

    private Enter Send(DateTimeOffset now)
    {
        _sent.Add(now);
        return new Enter(Ledgers.Context(), 1_000);
    }
}
