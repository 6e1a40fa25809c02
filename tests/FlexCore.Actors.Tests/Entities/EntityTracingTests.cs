using System.Collections.Concurrent;
using System.Diagnostics;
using FlexCore.Application.Entities;
using FlexCore.Application.Tracing;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;
using FlexCore.Testing.Storage;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>From the caller's trace through the command to its events.</summary>
public sealed class EntityTracingTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private LedgerRegion? _opened;

    private LedgerEntityRegion Region => (_opened ?? throw new InvalidOperationException("not opened")).Region;

    public async Task InitializeAsync() => _opened = await LedgerRegion.OpenAsync(_store.Journal, _store.Snapshots, _store.Leases);

    public async Task DisposeAsync()
    {
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_commands_span_is_a_child_of_its_trace_parent_and_its_events_point_to_the_span()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        var given = new TraceParent(77, 88, 1);

        await Region.AskAsync(Ledgers.Id("child"), new Enter(Ledgers.Context() with { TraceParent = given }, 1));

        var span = SpanOf("child");
        span.TraceId.ShouldBe(given.ToActivityContext().TraceId);
        span.ParentSpanId.ShouldBe(given.ToActivityContext().SpanId);
        (await TraceOfAsync("child")).ToString().ShouldBe(span.Id);
    }

    [Fact]
    public async Task Without_a_trace_parent_the_current_activity_is_the_parent()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        using var request = Request(ActivityTraceFlags.Recorded);

        await Region.AskAsync(Ledgers.Id("ambient"), new Enter(Ledgers.Context(), 1));

        SpanOf("ambient").ParentSpanId.ShouldBe(request.SpanId);
        (await TraceOfAsync("ambient")).ToString().ShouldBe(SpanOf("ambient").Id);
    }

    [Fact]
    public async Task Without_a_listener_the_recorded_activity_itself_is_kept()
    {
        using var request = Request(ActivityTraceFlags.Recorded);
        await Region.AskAsync(Ledgers.Id("quiet"), new Enter(Ledgers.Context(), 1));
        (await TraceOfAsync("quiet")).ToString().ShouldBe($"00-{request.TraceId}-{request.SpanId}-01");
    }

    [Fact]
    public async Task An_activity_that_nobody_records_leaves_nothing_in_the_journal()
    {
        using var request = Request(ActivityTraceFlags.None);
        await Region.AskAsync(Ledgers.Id("none"), new Enter(Ledgers.Context(), 1));
        (await TraceOfAsync("none")).ShouldBeNull();
    }

    [Fact]
    public async Task A_sampler_that_says_no_leaves_the_given_trace_parent_in_place()
    {
        using var listener = Listen(ActivitySamplingResult.None);
        var given = new TraceParent(78, 89, 1);
        await Region.AskAsync(Ledgers.Id("dropped"), new Enter(Ledgers.Context() with { TraceParent = given }, 1));
        (await TraceOfAsync("dropped")).ShouldBe(given);
    }

    [Fact]
    public async Task A_command_that_fails_marks_its_span()
    {
        using var listener = Listen(ActivitySamplingResult.AllDataAndRecorded);
        await Should.ThrowAsync<EntityFailedException>(async () => await Region.AskAsync(Ledgers.Id("broken"), new Explode(Ledgers.Context())));
        SpanOf("broken").Status.ShouldBe(ActivityStatusCode.Error);
    }

    private Activity SpanOf(string key) => _ended.Single(activity => Equals(activity.GetTagItem("flexcore.entity"), Ledgers.Id(key).StreamId));

    private async Task<TraceParent?> TraceOfAsync(string key)
    {
        await foreach (var stored in _store.Journal.ReadStreamAsync(Ledgers.Id(key), 1))
        {
            return stored.Metadata.TraceParent;
        }

        throw new InvalidOperationException("no event");
    }

    private static Activity Request(ActivityTraceFlags flags)
    {
        var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = flags;
        return activity;
    }

    private ActivityListener Listen(ActivitySamplingResult result)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "FlexCore.Actors",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => result,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
