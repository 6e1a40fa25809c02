using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Testing.Faults;
using FlexCore.Testing.Storage;

namespace FlexCore.Testing.Tests;

public sealed class FaultInjectingJournalTests
{
    private static readonly EntityId _stream = new(TenantId.Default, "account", "a");

    private readonly InMemoryStore _store = new(shardCount: 1);

    [Fact]
    public async Task Without_orders_and_plan_it_changes_nothing()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        (await journal.AppendAsync(await RequestAsync(0))).Status.ShouldBe(AppendStatus.Committed);
        (await CountAsync(journal)).ShouldBe(1);
        journal.InjectedCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_failure_before_the_commit_writes_nothing()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        journal.FailNext(JournalFault.BeforeCommit);
        var request = await RequestAsync(0);
        (await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync(request))).ShouldNotBeOfType<JournalOutcomeUnknownException>();
        (await CountAsync(journal)).ShouldBe(0);
        (await journal.AppendAsync(request)).Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task A_failure_after_the_commit_has_written_and_says_it_does_not_know()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        journal.FailNext(JournalFault.AfterCommit);
        var request = await RequestAsync(0);
        await Should.ThrowAsync<JournalOutcomeUnknownException>(async () => await journal.AppendAsync(request));
        (await CountAsync(journal)).ShouldBe(1);
        journal.InjectedCount.ShouldBe(1);
    }

    [Fact]
    public async Task Orders_are_followed_one_append_each()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        journal.FailNext(JournalFault.None);
        journal.FailNext(JournalFault.BeforeCommit);
        (await journal.AppendAsync(await RequestAsync(0))).Status.ShouldBe(AppendStatus.Committed);
        await Should.ThrowAsync<JournalException>(async () => await journal.AppendAsync(Again(1)));
        (await journal.AppendAsync(Again(1))).Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task What_builds_on_a_failed_append_fails_by_its_version()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        journal.FailNext(JournalFault.BeforeCommit);
        var first = journal.AppendAsync(await RequestAsync(0)).AsTask();
        var second = journal.AppendAsync(Again(1)).AsTask();
        await Should.ThrowAsync<JournalException>(() => first);
        (await second).Status.ShouldBe(AppendStatus.WrongExpectedVersion);
    }

    [Fact]
    public async Task Held_appends_reach_the_journal_on_release_in_the_order_of_the_calls()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        var request = await RequestAsync(0);
        journal.Hold();
        var first = journal.AppendAsync(request).AsTask();
        var second = journal.AppendAsync(Again(1)).AsTask();
        await journal.WhenHeldAsync(2).WaitAsync(TimeSpan.FromSeconds(30));
        first.IsCompleted.ShouldBeFalse();
        (await CountAsync(journal)).ShouldBe(0);
        journal.Release();
        (await first).StreamVersion.ShouldBe(1);
        (await second).StreamVersion.ShouldBe(2);
        (await journal.AppendAsync(Again(2))).Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task Waiting_for_held_appends_ends_when_they_come()
    {
        var journal = new FaultInjectingJournal(_store.Journal, JournalFaultPlan.OnDemand);
        var request = await RequestAsync(0);
        journal.Hold();
        var waiting = journal.WhenHeldAsync(1);
        waiting.IsCompleted.ShouldBeFalse();
        var held = journal.AppendAsync(request).AsTask();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        journal.Release();
        (await held).Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task A_planned_read_failure_is_a_journal_error()
    {
        var journal = new FaultInjectingJournal(_store.Journal, new JournalFaultPlan(Seed: 7, Read: 1));
        (await Should.ThrowAsync<JournalException>(() => CountAsync(journal))).Message.ShouldContain("seed 7");
    }

    [Fact]
    public async Task Equal_seeds_fail_equally_and_about_as_often_as_planned()
    {
        var first = await OutcomesAsync(seed: 42);
        (await OutcomesAsync(seed: 42)).ShouldBe(first);
        (await OutcomesAsync(seed: 43)).ShouldNotBe(first);
        first.Count(outcome => outcome == "before").ShouldBeInRange(50, 150);
        first.Count(outcome => outcome == "after").ShouldBeInRange(20, 90);
    }

    private static async Task<int> CountAsync(FaultInjectingJournal journal)
    {
        var count = 0;
        await foreach (var _ in journal.ReadStreamAsync(_stream, 1))
        {
            count++;
        }

        return count;
    }

    private static async Task<List<string>> OutcomesAsync(int seed)
    {
        var store = new InMemoryStore(shardCount: 1);
        var lease = await store.Leases.AcquireAsync(0, "node");
        var journal = new FaultInjectingJournal(store.Journal, new JournalFaultPlan(seed, BeforeCommit: 0.2, AfterCommit: 0.1));
        var outcomes = new List<string>();
        var version = 0L;
        for (var i = 0; i < 500; i++)
        {
            try
            {
                version = (await journal.AppendAsync(Request(lease, version))).StreamVersion;
                outcomes.Add("committed");
            }
            catch (JournalOutcomeUnknownException)
            {
                version++;
                outcomes.Add("after");
            }
            catch (JournalException)
            {
                outcomes.Add("before");
            }
        }

        return outcomes;
    }

    private static AppendRequest Request(ShardLease lease, long expectedVersion) => new(
        _stream, lease, expectedVersion, [new NewEvent(Guid.Empty, "t", 1, default)], new EventMetadata(DateTimeOffset.UnixEpoch, "p", "c", "c"));

    private static AppendRequest Again(long expectedVersion) => Request(new ShardLease(0, 1, "node"), expectedVersion);

    private async Task<AppendRequest> RequestAsync(long expectedVersion) => Request(await _store.Leases.AcquireAsync(0, "node"), expectedVersion);
}
