using System.Collections.Concurrent;
using System.Diagnostics;
using FlexCore.Application.Tracing;
using FlexCore.Domain;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>From the trace that brought a record, through the stream, to what its sink does.</summary>
public sealed class StreamTracingTests : IDisposable
{
    private const string Table = "{ name: PIPELINE, source: stdin, steps: [ { parse: json } ], sink: { sqlite: { path: a, table: b } } }";

    private readonly string _pipeline = $"traced-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly PipelineHarness _harness = new() { CheckpointInterval = TimeSpan.FromHours(1) };
    private readonly FlakySink _sink = new();

    public StreamTracingTests() => _harness.SinkFactories.Add(_sink);

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Records_are_processed_in_the_span_of_their_trace_and_the_sink_sees_it()
    {
        using var listener = Listen();
        var seen = new ConcurrentQueue<ActivityContext?>();
        var source = new LiveSource { Trace = static line => line == 0 ? new TraceParent(101, 7, 1) : null };
        await RunAsync(source, 2, () => seen.Enqueue(Activity.Current?.Context));

        var process = Ended("stream.process").ShouldHaveSingleItem();
        process.TraceId.ShouldBe(Context(101, 7).TraceId);
        process.ParentSpanId.ShouldBe(Context(101, 7).SpanId);
        process.Kind.ShouldBe(ActivityKind.Consumer);
        process.GetTagItem("flexcore.records").ShouldBe(1);
        seen.ToArray().ShouldBe([process.Context, null], "the second record belongs to no trace");
    }

    [Fact]
    public async Task A_checkpoint_links_to_the_traces_that_it_makes_durable()
    {
        using var listener = Listen();
        await RunAsync(new LiveSource { Trace = static line => new TraceParent(202, (ulong)(line / 2) + 1, 1) }, 6);

        var checkpoint = Ended("stream.checkpoint").ShouldHaveSingleItem();
        checkpoint.Links.Select(static link => link.Context.SpanId).ShouldBe([Context(202, 1).SpanId, Context(202, 2).SpanId, Context(202, 3).SpanId]);
        checkpoint.GetTagItem("flexcore.checkpoint.traced").ShouldBe(3);
    }

    [Fact]
    public async Task Traces_that_their_callers_do_not_record_are_left_out()
    {
        using var listener = Listen();
        await RunAsync(new LiveSource { Trace = static _ => new TraceParent(303, 1, 0) }, 2);

        Ended("stream.process").ShouldBeEmpty();
        Ended("stream.checkpoint").ShouldHaveSingleItem().Links.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_does_not_go_on_in_the_span_of_the_request_that_started_it()
    {
        using var listener = Listen();
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        await RunAsync(new LiveSource(), 1);

        Ended("stream.open").ShouldHaveSingleItem().TraceId.ShouldBe(request.TraceId);
        Ended("stream.checkpoint").ShouldHaveSingleItem().TraceId.ShouldNotBe(request.TraceId);
        Activity.Current.ShouldBe(request);
    }

    [Fact]
    public async Task A_sink_that_fails_marks_the_span_in_which_it_failed()
    {
        using var listener = Listen();
        var failed = false;
        _sink.IsUnavailable = () => !failed && (failed = true);
        await RunAsync(new LiveSource { Trace = static _ => new TraceParent(404, 1, 1) }, 1, attempts: 2);

        Ended("stream.process").Select(static activity => activity.Status).ShouldBe([ActivityStatusCode.Error, ActivityStatusCode.Unset]);
        Ended("stream.open").Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_trace_of_an_append_comes_out_of_the_topic_with_its_records()
    {
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var topics = new FlexCore.Testing.Storage.InMemoryEventTopics(TimeProvider.System);
        await topics.AppendAsync(new(SecurityContext.Development, "orders", "{}\n"u8.ToArray(), 1, "c"));

        var batch = (await topics.ReadAsync(SecurityContext.Development, "orders", 0)).ShouldNotBeNull();
        batch.TraceParent.ToString().ShouldBe($"00-{request.TraceId}-{request.SpanId}-01");
    }

    [Fact]
    public void The_traces_of_a_checkpoint_are_bounded_and_counted()
    {
        var traces = new RecentTraces();
        for (var i = 1; i <= 1_000; i++)
        {
            traces.Add(Read(new TraceParent(1, (ulong)i, 1)));
            traces.Add(Read(null));
        }

        traces.Known.Count.ShouldBe(RecentTraces.KnownMax);
        traces.Count.ShouldBe(1_000);
        traces.Clear();
        (traces.Known.Count, traces.Count).ShouldBe((0, 0));
    }

    private static SourceRead Read(TraceParent? trace) => new(new([], [], [], 0) { SourceName = "x" }, new NoPosition(), 0, 0) { Trace = trace };

    private static ActivityContext Context(ulong trace, ulong span) => new TraceParent(trace, span, 1).ToActivityContext();

    private async Task RunAsync(LiveSource source, int lines, Action? onWrite = null, int attempts = 1)
    {
        var written = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _sink.OnWrite = () =>
        {
            onWrite?.Invoke();
            if (++written == lines * attempts)
            {
                all.TrySetResult();
            }
        };
        for (var i = 0; i < lines; i++)
        {
            source.Add($"{{\"n\":{i}}}");
        }

        var graph = _harness.Graph(Table.Replace("PIPELINE", _pipeline, StringComparison.Ordinal));
        await using var run = await _harness.StartAsync(new StreamGraph(graph.Definition, graph.Fingerprint, graph.Output, graph.Plan with { Source = source }));
        await all.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await run.DrainAsync();
    }

    // Other tests run at the same time; the pipeline's name tells the spans apart.
    private List<Activity> Ended(string name) =>
        [.. _ended.Where(activity => activity.OperationName == name && Equals(activity.GetTagItem("flexcore.pipeline"), _pipeline))];

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "FlexCore.Streams",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed record NoPosition : SourcePosition;
}
