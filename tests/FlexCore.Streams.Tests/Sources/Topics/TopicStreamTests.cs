using System.Diagnostics;
using System.Text;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Services;
using FlexCore.Streams.Sources.Topics;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;
using static FlexCore.Streams.Tests.Sources.SourceReading;

namespace FlexCore.Streams.Tests.Sources.Topics;

/// <summary>From topic to topic, over real runs.</summary>
public sealed class TopicStreamTests
{
    private const string Copy = "{ name: copy, source: { topic: in }, steps: [ { parse: json }, { filter: n % 2 === 1 } ], sink: { topic: out } }";

    private readonly InMemoryEventTopics _topics = new(new ManualClock());

    [Fact]
    public async Task What_is_there_and_what_comes_is_read_in_order()
    {
        await AppendAsync("in", "{\"n\":1}\n{\"n\":2}\n");
        using var harness = Harness();
        await using var run = await harness.StartAsync(harness.Graph(Copy));
        (await OutAsync(1)).ShouldBe("{\"n\":1}\n");

        await AppendAsync("in", "{\"n\":3}\n");

        (await OutAsync(2)).ShouldBe("{\"n\":1}\n{\"n\":3}\n");
        await run.DrainAsync().WaitAsync(Generous);
        run.Completion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task The_http_source_reads_the_topic_with_the_pipeline_s_name()
    {
        await AppendAsync("orders", "{\"n\":1}\n");
        using var harness = Harness();
        await using var run = await harness.StartAsync(harness.Graph("{ name: orders, source: http, steps: [ { parse: json } ], sink: { topic: out } }"));

        (await OutAsync(1)).ShouldBe("{\"n\":1}\n");
        await run.DrainAsync().WaitAsync(Generous);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Every_record_is_in_the_target_once_whatever_crashes(int seed)
    {
        var random = new Random(seed);
        var total = 0;
        for (var batch = 0; batch < 30; batch++)
        {
            var count = 1 + random.Next(20);
            await AppendAsync("in", string.Concat(Enumerable.Range(total + 1, count).Select(n => $"{{\"n\":{n}}}\n")));
            total += count;
        }

        var store = new CrashingCheckpointStore(new InMemoryStore().Checkpoints);
        using var harness = Harness(store);
        var graph = harness.Graph(Copy);
        for (var crash = 0; crash < 4; crash++)
        {
            var at = 1 + random.Next(12);
            store.Plan(1 + random.Next(at), at, random.Next(2) == 0);
            await using var run = await harness.StartAsync(graph, await store.LoadAsync(PipelineHarness.Stream));
            await Should.ThrowAsync<SimulatedCrashException>(() => run.Completion.WaitAsync(Generous));
        }

        store.Plan(0, 0, false);
        await using var last = await harness.StartAsync(graph, await store.LoadAsync(PipelineHarness.Stream));
        var expected = string.Concat(Enumerable.Range(1, total).Where(n => n % 2 == 1).Select(n => $"{{\"n\":{n}}}\n"));
        (await OutAsync((total + 1) / 2)).ShouldBe(expected, $"seed {seed}");
        await last.DrainAsync().WaitAsync(Generous);
        (await _topics.GetEndAsync(SecurityContext.Development, "out")).Records.ShouldBe((total + 1) / 2, $"seed {seed}");
    }

    [Fact]
    public async Task A_record_carries_its_trace_from_topic_to_topic()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "FlexCore.Streams",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var harness = Harness();
        await using var run = await harness.StartAsync(harness.Graph(Copy));
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        await AppendAsync("in", "{\"n\":1}\n");
        await OutAsync(1);

        var read = (await _topics.ReadAsync(SecurityContext.Development, "in", 0)).ShouldNotBeNull().TraceParent.ShouldNotBeNull();
        var written = (await _topics.ReadAsync(SecurityContext.Development, "out", 0)).ShouldNotBeNull().TraceParent.ShouldNotBeNull();
        read.ToString().ShouldBe($"00-{request.TraceId}-{request.SpanId}-01");
        written.TraceId.ShouldBe(read.TraceId);
        written.SpanId.ShouldNotBe(read.SpanId, "the span of the stream lies between");
        await run.DrainAsync().WaitAsync(Generous);
    }

    [Fact]
    public async Task Dead_letters_name_the_record_s_number_in_the_topic()
    {
        await AppendAsync("in", "{\"n\":1}\n[2]\n{\"n\":3}\n");
        await AppendAsync("in", "\"four\"\n");
        using var harness = Harness();
        await using var run = await harness.StartAsync(harness.Graph(
            "{ name: c, source: { topic: in }, steps: [ { parse: json } ], sink: { topic: good }, onError: deadletter, deadLetter: { topic: out } }"));

        var dead = await OutAsync(2);

        dead.ShouldContain("\"source\":\"topic in\"");
        dead.ShouldContain("\"line\":2,");
        dead.ShouldContain("\"line\":4,");
        await run.DrainAsync().WaitAsync(Generous);
    }

    [Fact]
    public async Task A_record_above_the_limit_fails_alone()
    {
        var source = TopicSource.Open(new TopicSourcePlan("in"), _topics, Start(new ManualClock()));
        await AppendAsync("in", $"1\n\"{new string('x', 3000)}\"\n3\n");

        var read = await NextAsync(source);

        read.Chunk.Defects.ShouldNotBeNull().Keys.ShouldBe([1]);
        Lines(read).Select(line => line.Length).ShouldBe([1, 1024, 1]);
    }

    [Fact]
    public async Task A_run_without_topics_says_so()
    {
        using var harness = new PipelineHarness();
        (await harness.FailAsync(harness.Graph("{ name: c, source: { topic: in }, sink: { file: out } }"))).Code.ShouldBe("topics-unavailable");
        (await harness.FailAsync(harness.Graph("{ name: c, source: stdin, sink: { topic: out } }"))).Message.ShouldContain("flexcore start");
    }

    [Fact]
    public async Task An_overloaded_topic_is_asked_again_and_then_the_run_goes_back_to_its_checkpoint()
    {
        await AppendAsync("in", "{\"n\":1}\n");
        var clock = new ManualClock();
        _topics.OverloadedAppends = 8;
        using var harness = new PipelineHarness { EventTopics = _topics, Clock = clock };
        await using var run = await harness.StartAsync(harness.Graph(Copy));
        while ((await _topics.GetEndAsync(SecurityContext.Development, "out")).Records == 0)
        {
            var appended = OutAsync(1);
            await Task.WhenAny(appended, clock.WhenTimersArmedAsync(1)).WaitAsync(Generous);
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        (await OutAsync(1)).ShouldBe("{\"n\":1}\n");
        _topics.OverloadedAppends.ShouldBe(0);
        await run.DrainAsync().WaitAsync(Generous);
    }

    [Fact]
    public async Task A_topic_that_refuses_for_good_ends_the_run()
    {
        await AppendAsync("in", "{\"n\":1}\n");
        using var harness = new PipelineHarness { EventTopics = new RefusingTopics(_topics) };
        await using var run = await harness.StartAsync(harness.Graph(Copy));

        var error = await Should.ThrowAsync<StreamException>(() => run.Completion.WaitAsync(Generous));

        error.Code.ShouldBe("sink-rejected");
        error.Message.ShouldContain("archived");
    }

    [Theory]
    [InlineData("source: { topic: in }, sink: { topic: in }", DiagnosticCodes.TargetConflict)]
    [InlineData("source: http, sink: { topic: a }", DiagnosticCodes.TargetConflict)]
    [InlineData("source: stdin, sinks: [ { topic: x }, { topic: x } ]", DiagnosticCodes.TargetConflict)]
    [InlineData("source: { topic: /x }, sink: stdout", DiagnosticCodes.InvalidValue)]
    [InlineData("source: stdin, sink: { topic: 'a b' }", DiagnosticCodes.InvalidValue)]
    [InlineData("source: { topic: x }, steps: [ { parse: csv } ], sink: stdout", DiagnosticCodes.WrongPlace)]
    public void Topics_that_cannot_work_are_found_before_data_flows(string parts, string code)
    {
        using var harness = Harness();
        var loaded = FlexCore.Streams.Definition.Loading.PipelineLoader.Load($"{{ name: a, {parts} }}");
        harness.Compile(loaded.Definition.ShouldNotBeNull()).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    private PipelineHarness Harness(ICheckpointStore? store = null) => new()
    {
        EventTopics = _topics,
        Checkpoints = store ?? new InMemoryStore().Checkpoints,
    };

    private async Task AppendAsync(string topic, string lines)
    {
        var reply = await _topics.AppendAsync(
            new EventTopicAppend(SecurityContext.Development, topic, Encoding.UTF8.GetBytes(lines), lines.Count(c => c == '\n'), "test"));
        reply.Refusal.ShouldBeNull();
    }

    private async Task<string> OutAsync(int records)
    {
        using var limit = new CancellationTokenSource(Generous);
        var text = new StringBuilder();
        await foreach (var batch in _topics.SubscribeAsync(SecurityContext.Development, "out", 0, limit.Token))
        {
            text.Append(Encoding.UTF8.GetString(batch.Lines.Span));
            if (batch.FirstRecord + batch.Count > records)
            {
                break;
            }
        }

        return text.ToString();
    }

    private sealed class RefusingTopics(InMemoryEventTopics inner) : IEventTopics
    {
        public ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default) =>
            new(new EventTopicReply(new Refusal("topic-archived", "The topic is archived."), 0, 0));

        public ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(security, topic, after, cancellationToken);

        public IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
            inner.SubscribeAsync(security, topic, after, cancellationToken);

        public ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default) =>
            inner.GetEndAsync(security, topic, producer, cancellationToken);
    }
}
