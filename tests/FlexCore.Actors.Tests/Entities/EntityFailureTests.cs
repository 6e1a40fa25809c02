using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>What callers see when commits and loads fail.</summary>
public sealed class EntityFailureTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly FaultInjectingJournal _journal;
    private LedgerRegion? _opened;

    public EntityFailureTests() => _journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);

    private LedgerEntityRegion Region => (_opened ?? throw new InvalidOperationException("not opened")).Region;

    public async Task InitializeAsync() =>
        _opened = await LedgerRegion.OpenAsync(_journal, _store.Snapshots, _store.Leases, time: _clock);

    public async Task DisposeAsync()
    {
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }
    }

    [Fact]
    public async Task No_answer_leaves_before_its_commit()
    {
        _journal.Hold();
        var ask = Ask(new Enter(Ledgers.Context(), 1));
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);

        ask.IsCompleted.ShouldBeFalse();

        _journal.Release();
        (await ask.WaitAsync(Patience)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task Commands_are_decided_while_earlier_commits_are_under_way()
    {
        _journal.Hold();
        var asks = Enumerable.Range(0, 10).Select(i => Ask(new Enter(Ledgers.Context(), i))).ToArray();

        await _journal.WhenHeldAsync(10).WaitAsync(Patience);

        asks.ShouldAllBe(ask => !ask.IsCompleted);
        _journal.Release();
        (await Task.WhenAll(asks).WaitAsync(Patience)).Select(reply => reply.Version).ShouldBe(Enumerable.Range(1, 10).Select(i => (long)i));
    }

    [Fact]
    public async Task A_refusal_decided_on_an_uncommitted_state_waits_for_that_state()
    {
        _journal.Hold();
        var entered = Ask(new Enter(Ledgers.Context(), 1, 10));
        var refused = Ask(new Enter(Ledgers.Context(), 2, -11));
        var read = Region.ReadAsync(Ledgers.Id("a")).AsTask();
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);

        refused.IsCompleted.ShouldBeFalse();
        read.IsCompleted.ShouldBeFalse();

        _journal.Release();
        (await entered.WaitAsync(Patience)).Version.ShouldBe(1);
        (await refused.WaitAsync(Patience)).Refusal.ShouldNotBeNull().Message.ShouldContain("10");
        (await read.WaitAsync(Patience)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_commit_fails_every_pending_command_and_the_entity_reloads()
    {
        await Ask(new Enter(Ledgers.Context(), 1, 10));
        _journal.Hold();
        _journal.FailNext(JournalFault.BeforeCommit);
        var asks = Enumerable.Range(2, 5).Select(i => Ask(new Enter(Ledgers.Context(), i))).ToArray();
        await _journal.WhenHeldAsync(5).WaitAsync(Patience);

        _journal.Release();

        foreach (var ask in asks)
        {
            var error = await Should.ThrowAsync<EntityFailedException>(() => ask.WaitAsync(Patience));
            error.InnerException.ShouldBeAssignableTo<JournalException>();
        }

        (await Ask(new Enter(Ledgers.Context(), 7)).WaitAsync(Patience)).Version.ShouldBe(2);
        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1, 7]);
    }

    [Fact]
    public async Task A_read_behind_a_failed_commit_shows_the_state_after_the_reload()
    {
        await Ask(new Enter(Ledgers.Context(), 1));
        _journal.Hold();
        _journal.FailNext(JournalFault.BeforeCommit);
        var lost = Ask(new Enter(Ledgers.Context(), 2));
        var read = Region.ReadAsync(Ledgers.Id("a")).AsTask();
        var behind = Ask(new Enter(Ledgers.Context(), 3));

        // The command behind the read is held: so the read was taken, and would have shown what is about to be lost.
        await _journal.WhenHeldAsync(2).WaitAsync(Patience);
        _journal.Release();

        await Should.ThrowAsync<EntityFailedException>(() => lost.WaitAsync(Patience));
        await Should.ThrowAsync<EntityFailedException>(() => behind.WaitAsync(Patience));
        (await read.WaitAsync(Patience)).State.Numbers.ShouldBe([1]);
    }

    [Fact]
    public async Task A_refusal_decided_on_a_state_that_was_lost_is_not_given()
    {
        _journal.Hold();
        _journal.FailNext(JournalFault.BeforeCommit);
        var lost = Ask(new Enter(Ledgers.Context(), 1, 10));
        var refused = Ask(new Enter(Ledgers.Context(), 2, -11));
        var behind = Ask(new Enter(Ledgers.Context(), 3));
        await _journal.WhenHeldAsync(2).WaitAsync(Patience);

        _journal.Release();

        foreach (var ask in new[] { lost, refused, behind })
        {
            await Should.ThrowAsync<EntityFailedException>(() => ask.WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task An_unknown_outcome_says_so_and_the_key_tells_the_truth_afterwards()
    {
        _journal.FailNext(JournalFault.AfterCommit);

        var error = await Should.ThrowAsync<EntityFailedException>(() => Ask(new Enter(Ledgers.Context("key"), 1)).WaitAsync(Patience));
        var again = await Ask(new Enter(Ledgers.Context("key"), 1)).WaitAsync(Patience);

        error.Message.ShouldContain("same idempotency key");
        again.ShouldBe(new CommandReply(1, null, IsReplay: true));
        (await Region.ReadAsync(Ledgers.Id("a"))).State.Numbers.ShouldBe([1]);
    }

    [Fact]
    public async Task An_unknown_outcome_of_a_lost_append_lets_the_key_be_used_again()
    {
        _journal.FailNext(JournalFault.BeforeCommit);

        await Should.ThrowAsync<EntityFailedException>(() => Ask(new Enter(Ledgers.Context("key"), 1)).WaitAsync(Patience));

        (await Ask(new Enter(Ledgers.Context("key"), 1)).WaitAsync(Patience)).ShouldBe(new CommandReply(1, null, IsReplay: false));
    }

    [Fact]
    public async Task Another_entity_is_not_touched_by_a_failed_commit()
    {
        _journal.Hold();
        _journal.FailNext(JournalFault.BeforeCommit);
        var failing = Ask(new Enter(Ledgers.Context(), 1));
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);
        var other = Region.AskAsync(Ledgers.Id("b"), new Enter(Ledgers.Context(), 1)).AsTask();
        await _journal.WhenHeldAsync(2).WaitAsync(Patience);

        _journal.Release();

        await Should.ThrowAsync<EntityFailedException>(() => failing.WaitAsync(Patience));
        (await other.WaitAsync(Patience)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task The_second_failure_in_a_row_makes_the_entity_wait_before_it_reloads()
    {
        _journal.FailNext(JournalFault.BeforeCommit);
        _journal.FailNext(JournalFault.BeforeCommit);
        await Should.ThrowAsync<EntityFailedException>(() => Ask(new Enter(Ledgers.Context(), 1)).WaitAsync(Patience));
        var armed = _clock.ArmedTimerCount;
        var second = Ask(new Enter(Ledgers.Context(), 2));
        await Should.ThrowAsync<EntityFailedException>(() => second.WaitAsync(Patience));

        var third = Ask(new Enter(Ledgers.Context(), 3));
        await _clock.WhenTimersArmedAsync(armed + 1).WaitAsync(Patience);
        third.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(100));

        (await third.WaitAsync(Patience)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_mailbox_refuses_with_overloaded_and_recovers()
    {
        await using var small = await LedgerRegion.OpenAsync(
            _journal, _store.Snapshots, _store.Leases, new EntityOptions { MailboxCapacity = 4, CommitsInFlightMax = 1 }, _clock);
        _journal.Hold();
        var first = small.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 0)).AsTask();
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);
        var waiting = Enumerable.Range(1, 4).Select(i => small.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), i)).AsTask()).ToArray();

        var refused = await small.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 5));

        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("overloaded");
        refused.Refusal.Message.ShouldContain("4");
        _journal.Release();
        await Task.WhenAll([first, .. waiting]).WaitAsync(Patience);
        (await small.Region.AskAsync(Ledgers.Id("a"), new Enter(Ledgers.Context(), 6))).Version.ShouldBe(6);
    }

    [Fact]
    public async Task A_caller_that_waits_too_long_is_told_so_and_the_command_still_takes_effect()
    {
        _journal.Hold();
        var ask = Ask(new Enter(Ledgers.Context(), 1));
        await _journal.WhenHeldAsync(1).WaitAsync(Patience);

        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        ask.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(101));

        var error = await Should.ThrowAsync<AskTimeoutException>(() => ask.WaitAsync(Patience));
        error.Id.ShouldBe(Ledgers.Id("a"));
        error.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        _journal.Release();
        (await Ask(new Enter(Ledgers.Context(), 2)).WaitAsync(Patience)).Version.ShouldBe(2);
    }

    private Task<CommandReply> Ask(LedgerCommand command) => Region.AskAsync(Ledgers.Id("a"), command).AsTask();
}
