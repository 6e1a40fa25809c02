using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite.Tests.Writing;

/// <summary>One append inside a commit: its decision, and that an undo leaves the writer as if it had never been.</summary>
public sealed class AppendWorkTests
{
    [Fact]
    public async Task Appends_of_one_commit_build_on_each_other()
    {
        using var store = await SessionFixture.CreateAsync();

        var results = await store.CommitAsync(store.Request(1, 0), store.Request(1, 1), store.Request(1, 2));

        results.ShouldAllBe(result => result.Status == AppendStatus.Committed);
        results.Select(result => result.StreamVersion).ShouldBe([1, 2, 3]);
        results.Select(result => result.ShardOffset).ShouldBe([1, 2, 3]);
        store.Session.State.End.Seq.ShouldBe(3);
        SessionFixture.Tail(store.Session.State, 1).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_stale_version_changes_nothing_and_names_the_real_one()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0), store.Request(1, 1));

        store.Session.Begin();
        var works = store.Apply(store.Request(1, 0), store.Request(1, 7));

        store.Session.HasChanges.ShouldBeFalse();
        store.Session.EventCount.ShouldBe(0);
        store.Session.Commit();
        var results = await SessionFixture.OutcomesAsync(works);
        results.ShouldAllBe(result => result.Status == AppendStatus.WrongExpectedVersion && result.StreamVersion == 2);
    }

    [Fact]
    public async Task An_old_epoch_is_fenced_before_its_version_is_looked_at()
    {
        using var store = await SessionFixture.CreateAsync();
        var request = store.Request(1, 99);
        store.Session.Begin();
        var newer = store.Session.Acquire(request.Lease.Shard, "other");
        var works = store.Apply(request, request with { Lease = newer, ExpectedVersion = 0 });
        store.Session.Commit();

        var results = await SessionFixture.OutcomesAsync(works);

        results[0].ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, newer.Epoch));
        results[1].Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public async Task An_epoch_from_the_future_is_fenced_too()
    {
        using var store = await SessionFixture.CreateAsync();
        var request = store.Request(1, 0);

        var results = await store.CommitAsync(request with { Lease = request.Lease with { Epoch = request.Lease.Epoch + 1 } });

        results.ShouldHaveSingleItem().Status.ShouldBe(AppendStatus.Fenced);
        store.Database.QueryNumber("SELECT count(*) FROM event").ShouldBe(0);
    }

    [Fact]
    public async Task Before_it_is_published_an_append_is_invisible_to_readers()
    {
        using var store = await SessionFixture.CreateAsync();
        store.Session.Begin();
        var works = store.Apply(store.Request(1, 0));
        store.Session.Commit();
        store.Session.State.End.Seq.ShouldBe(0);
        SessionFixture.Tail(store.Session.State, 1).ShouldBe([]);

        works.ForEach(work => work.Published(store.Session));
        SessionFixture.Tail(store.Session.State, 1).ShouldBe([], "the whole commit becomes visible at once");
        store.Session.PublishAll();

        store.Session.State.End.Seq.ShouldBe(1);
        SessionFixture.Tail(store.Session.State, 1).ShouldBe([1]);
    }

    [Fact]
    public async Task After_an_undo_the_same_appends_commit_with_the_same_numbers()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0), store.Request(2, 0));
        AppendRequest[] requests = [store.Request(1, 1), store.Request(3, 0), store.Request(1, 2), store.Request(2, 1)];
        store.Session.Begin();
        store.RollBack(store.Apply(requests));

        var results = await store.CommitAsync(requests);

        results.ShouldAllBe(result => result.Status == AppendStatus.Committed);
        store.Session.State.End.Seq.ShouldBe(6);
        store.Recover().End.Seq.ShouldBe(6);
        SessionFixture.Tail(store.Session.State, 1).ShouldBe([1, 3, 5]);
    }

    [Fact]
    public async Task A_statement_that_fails_in_the_middle_of_an_append_is_undone_whole()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0));
        store.Database.Execute("CREATE TEMP TRIGGER broken BEFORE INSERT ON event WHEN NEW.version = 3 BEGIN SELECT RAISE(ABORT, 'no'); END");
        var single = store.Request(1, 1);
        var request = single with { Events = [single.Events[0], single.Events[0], single.Events[0]] };
        var work = new AppendWork(new AppendWorkPool());
        work.Use(request);
        store.Session.Begin();

        Should.Throw<JournalException>(() => work.Apply(store.Session));

        store.RollBack([work]);
        store.Database.Execute("DROP TRIGGER broken");
        var result = (await store.CommitAsync(request)).ShouldHaveSingleItem();
        result.Status.ShouldBe(AppendStatus.Committed);
        result.StreamVersion.ShouldBe(4);
        store.Recover().End.Seq.ShouldBe(4);
    }

    [Fact]
    public async Task Undoing_an_append_that_was_refused_takes_nothing_back()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0));
        store.Session.Begin();
        store.RollBack(store.Apply(store.Request(1, 5)));

        store.Session.HeadOf(StoreFixture.Stream(1)).Version.ShouldBe(1);
        (await store.CommitAsync(store.Request(1, 1))).ShouldHaveSingleItem().StreamVersion.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_append_tells_its_caller_the_failure_and_not_the_decision()
    {
        using var store = await SessionFixture.CreateAsync();
        store.Session.Begin();
        var works = store.Apply(store.Request(1, 0));
        store.RollBack(works);
        works[0].Fail(new JournalException("the disk is gone"));
        var outcome = works[0].Outcome;
        works[0].Complete();

        (await Should.ThrowAsync<JournalException>(async () => await outcome)).Message.ShouldBe("the disk is gone");
    }

    [Fact]
    public async Task A_work_that_failed_comes_back_from_the_pool_clean()
    {
        using var store = await SessionFixture.CreateAsync();
        var pool = new AppendWorkPool();
        var work = pool.Rent();
        work.Use(store.Request(1, 0));
        work.Fail(new JournalException("once"));
        var failed = work.Outcome;
        work.Complete();
        await Should.ThrowAsync<JournalException>(async () => await failed);

        var again = pool.Rent();
        again.ShouldBeSameAs(work);
        again.Use(store.Request(1, 0));
        store.Session.Begin();
        again.Apply(store.Session);
        store.Session.Commit();

        (await SessionFixture.OutcomesAsync([again])).ShouldHaveSingleItem().Status.ShouldBe(AppendStatus.Committed);
    }

    [Fact]
    public void An_abandoned_work_goes_back_to_the_pool_once()
    {
        var pool = new AppendWorkPool();
        var work = pool.Rent();
        work.Abandon();

        pool.Rent().ShouldBeSameAs(work);
        pool.Rent().ShouldNotBeSameAs(work);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261122)]
    [InlineData(77)]
    public async Task Commits_and_undone_commits_in_any_order_leave_what_a_model_expects(int seed)
    {
        using var store = await SessionFixture.CreateAsync();
        var random = new Random(seed);
        var versions = new long[6];
        var seq = 0L;
        for (var round = 0; round < 60; round++)
        {
            var next = (long[])versions.Clone();
            var requests = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(6)).Select(stream => store.Request(stream, next[stream]++)).ToArray();
            if (random.Next(3) == 0)
            {
                store.Session.Begin();
                store.RollBack(store.Apply(requests));
                continue;
            }

            (await store.CommitAsync(requests)).ShouldAllBe(result => result.Status == AppendStatus.Committed, $"seed {seed}, round {round}");
            versions = next;
            seq += requests.Length;
        }

        var recovered = store.Recover();
        recovered.End.Seq.ShouldBe(seq, $"seed {seed}");
        recovered.Offsets.ShouldBe(store.Session.Offsets.ToArray(), $"seed {seed}");
        Enumerable.Range(0, 6).Select(stream => SessionFixture.Tail(recovered, stream)?.LongLength ?? 0).ShouldBe(versions, $"seed {seed}");
    }
}
