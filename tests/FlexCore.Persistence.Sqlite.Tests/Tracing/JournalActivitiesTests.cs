using System.Collections.Concurrent;
using System.Diagnostics;
using FlexCore.Application.Journal;
using FlexCore.Application.Tracing;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Writing;
using FlexCore.Persistence.Tracing;

namespace FlexCore.Persistence.Sqlite.Tests.Tracing;

public sealed class JournalActivitiesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly UInt128 _trace = (UInt128)BitConverter.ToUInt64(Guid.NewGuid().ToByteArray());
    private readonly ActivityListener _listener;

    public JournalActivitiesTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "FlexCore.Persistence",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_commit_of_one_traced_append_is_a_child_of_its_span()
    {
        await AppendAsync(new TraceParent(_trace, 7, 1));

        var commit = OfTrace().ShouldHaveSingleItem();
        commit.OperationName.ShouldBe("journal.commit");
        commit.ParentSpanId.ToString().ShouldBe("0000000000000007");
        commit.GetTagItem("flexcore.commit.operations").ShouldBe(1);
        commit.GetTagItem("flexcore.commit.events").ShouldBe(1);
        commit.GetTagItem("flexcore.commit.traced").ShouldBe(1);
        commit.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public async Task An_append_whose_caller_does_not_record_is_not_traced()
    {
        await AppendAsync(new TraceParent(_trace, 7, 0));
        OfTrace().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_does_not_belong_to_the_activity_in_which_the_store_was_opened()
    {
        using var outer = new Activity("outer").SetIdFormat(ActivityIdFormat.W3C).Start();
        await AppendAsync(null);
        _ended.ShouldNotContain(activity => activity.TraceId == outer.TraceId);
    }

    [Fact]
    public void The_commit_of_many_links_to_each_and_is_a_child_of_none()
    {
        using var activity = JournalActivities.StartCommit([Work(1), Work(null), Work(2), Work(2), Work(3)]).ShouldNotBeNull();
        activity.ParentSpanId.ShouldBe(default);
        activity.Links.Select(static link => link.Context.SpanId.ToString()).ShouldBe(["0000000000000001", "0000000000000002", "0000000000000003"]);
        activity.GetTagItem("flexcore.commit.traced").ShouldBe(3);
    }

    [Fact]
    public void The_links_of_a_large_commit_are_bounded_and_its_size_is_told()
    {
        var works = Enumerable.Range(1, 500).Select(number => Work(number)).ToArray();
        using var activity = JournalActivities.StartCommit(works).ShouldNotBeNull();
        activity.Links.Count().ShouldBe(JournalActivities.LinkCountMax);
        activity.GetTagItem("flexcore.commit.traced").ShouldBe(500);
    }

    [Fact]
    public void A_commit_without_traced_work_has_no_span() => JournalActivities.StartCommit([Work(null)]).ShouldBeNull();

    private IEnumerable<Activity> OfTrace()
    {
        var trace = new TraceParent(_trace, 1, 1).ToActivityContext().TraceId;
        return _ended.Where(activity => activity.TraceId == trace);
    }

    private async Task AppendAsync(TraceParent? trace)
    {
        await using var store = await StoreFixture.OpenAsync(_folder);
        var leases = await store.Leases.AcquireAllAsync("test");
        var request = StoreFixture.Request(leases, 0, 0);
        var result = await store.Journal.AppendAsync(request with { Metadata = request.Metadata with { TraceParent = trace } });
        result.Status.ShouldBe(AppendStatus.Committed);
    }

    private AppendWork Work(int? span)
    {
        var work = new AppendWork(new AppendWorkPool());
        var stream = StoreFixture.Stream(0);
        work.Use(new AppendRequest(stream, new ShardLease(0, 1, "test"), 0, [], StoreFixture.Metadata with
        {
            TraceParent = span is { } id ? new TraceParent(_trace, (ulong)id, 1) : null,
        }));
        return work;
    }
}
