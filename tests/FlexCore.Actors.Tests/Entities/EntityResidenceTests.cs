using FlexCore.Actors.Entities;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>Which entities are in memory and how they leave it.</summary>
public sealed class EntityResidenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly FaultInjectingJournal _journal;
    private readonly EntityOptions _options = new() { PassivateAfter = TimeSpan.FromMinutes(2) };
    private readonly List<LedgerRegion> _opened = [];

    public EntityResidenceTests() => _journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var region in _opened)
        {
            await region.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_idle_entity_leaves_memory_and_comes_back_as_it_was()
    {
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1));
        region.ResidentCount.ShouldBe(1);

        await Residence.EmptyAsync(region, _clock);

        region.ResidentCount.ShouldBe(0);
        (await region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1]);
        (await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context("key"), 1))).IsReplay.ShouldBeTrue();
    }

    [Fact]
    public async Task An_entity_leaves_a_snapshot_when_it_leaves()
    {
        var region = await OpenAsync();
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));

        await Residence.EmptyAsync(region, _clock);

        (await _store.Snapshots.LoadAsync(Ledgers.Id("a"))).ShouldNotBeNull().Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_entity_that_only_was_read_writes_nothing_when_it_leaves()
    {
        var region = await OpenAsync();
        await region.ReadAsync(Ledgers.Id("a"));

        await Residence.EmptyAsync(region, _clock);

        (await _store.Snapshots.LoadAsync(Ledgers.Id("a"))).ShouldBeNull();
    }

    [Fact]
    public async Task An_entity_with_a_commit_under_way_does_not_leave()
    {
        var region = await OpenAsync();
        _journal.Hold();
        var ask = region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1)).AsTask();
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);

        // Past the caller's time-out, too: what becomes of the command does not depend on its caller.
        _clock.Advance(TimeSpan.FromMinutes(10));
        await Should.ThrowAsync<TimeoutException>(() => ask.WaitAsync(Patience));
        region.ResidentCount.ShouldBe(1);
        _journal.Release();

        (await region.ReadAsync(Ledgers.Id("a"))).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_timed_while_no_entity_is_in_memory()
    {
        var region = await OpenAsync();
        _clock.ArmedTimerCount.ShouldBe(0);
        await region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1));
        await region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 1));
        _clock.ArmedTimerCount.ShouldBeLessThanOrEqualTo(2, "one for all time-outs, one for all idle entities");

        await Residence.EmptyAsync(region, _clock);
        _clock.Advance(TimeSpan.FromMinutes(5));

        _clock.ArmedTimerCount.ShouldBe(0);
    }

    [Fact]
    public async Task Commands_that_race_with_passivation_are_never_lost()
    {
        const int Rounds = 300;
        _options.AskTimeout = Timeout.InfiniteTimeSpan;
        var region = await OpenAsync();
        for (var round = 0; round < Rounds; round++)
        {
            // The sweep that sends the entity away and the next command meet at a different point in every round.
            var leaving = Task.Run(() => _clock.Advance(TimeSpan.FromMinutes(3)));
            var ask = region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), round)).AsTask();
            await leaving;
            (await ask.WaitAsync(Patience)).Version.ShouldBe(round + 1, $"round {round}");
        }

        (await region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe(Enumerable.Range(0, Rounds));
    }

    [Fact]
    public async Task The_longest_unused_entity_leaves_when_there_are_too_many()
    {
        _options.ResidentMax = 10;
        var region = await OpenAsync();
        using var passivations = new Residence.Passivations(region);
        for (var i = 0; i < 10; i++)
        {
            await region.AskAsync(Ledgers.Id($"k{i}"), new Enter(Ledgers.Context(), i));
        }

        for (var i = 10; i < 100; i++)
        {
            (await region.AskAsync(Ledgers.Id($"k{i}"), new Enter(Ledgers.Context(), i))).IsAccepted.ShouldBeTrue();
            region.ResidentCount.ShouldBeLessThanOrEqualTo(20);
            while (region.ResidentCount > 15)
            {
                await passivations.NextAsync();
            }
        }

        for (var i = 0; i < 100; i += 7)
        {
            (await region.ReadAsync(Ledgers.Id($"k{i}"))).State.Numbers.ShouldBe([i]);
        }
    }

    [Fact]
    public async Task Entities_beyond_twice_the_maximum_are_refused_while_all_are_busy()
    {
        _options.ResidentMax = 3;
        var region = await OpenAsync();
        _journal.Hold();
        var busy = Enumerable.Range(0, 6)
            .Select(i => region.AskAsync(Ledgers.Id($"k{i}"), new Enter(Ledgers.Context(), i)).AsTask()).ToArray();
        await _journal.WhenHeldAsync(6).WaitAsync(Patience);

        var refused = await region.AskAsync(Ledgers.Id("one-too-many"), new Enter(Ledgers.Context(), 7));
        var known = region.AskAsync(Ledgers.Id("k0"), new Enter(Ledgers.Context(), 8)).AsTask();

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("overloaded");
        refused.Refusal.Message.ShouldContain("3");
        _journal.Release();
        (await Task.WhenAll([.. busy, known]).WaitAsync(Patience)).ShouldAllBe(reply => reply.IsAccepted);
    }

    [Fact]
    public async Task A_region_that_stops_empties_itself_and_keeps_refusing()
    {
        var region = await OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await region.AskAsync(Ledgers.Id($"k{i}"), new Enter(Ledgers.Context(), i));
        }

        await region.StopAsync();
        await region.StopAsync();

        region.ResidentCount.ShouldBe(0);
        (await region.AskAsync(Ledgers.Id("k0"), new Check(Ledgers.Context()))).Refusal.ShouldNotBeNull().Code.ShouldBe("stopping");
        (await Should.ThrowAsync<Exception>(async () => await region.ReadAsync(Ledgers.Id("k0")))).Message.ShouldContain("stopping");
    }

    [Fact]
    public async Task A_stop_waits_for_commits_under_way()
    {
        var region = await OpenAsync();
        _journal.Hold();
        var ask = region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1)).AsTask();
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);

        var stopping = region.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        _journal.Release();

        await stopping.WaitAsync(Patience);
        (await ask.WaitAsync(Patience)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_stop_whose_patience_ends_goes_on_by_itself()
    {
        var region = await OpenAsync();
        _journal.Hold();
        var ask = region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 1)).AsTask();
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);
        using var patience = new CancellationTokenSource();
        var stopping = region.StopAsync(patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => stopping.WaitAsync(Patience));
        _journal.Release();
        (await ask.WaitAsync(Patience)).IsAccepted.ShouldBeTrue();
        await region.StopAsync().WaitAsync(Patience);
    }

    private async Task<LedgerEntityRegion> OpenAsync()
    {
        var opened = await LedgerRegion.OpenAsync(_journal, _store.Snapshots, _store.Leases, _options, _clock);
        _opened.Add(opened);
        return opened.Region;
    }
}
