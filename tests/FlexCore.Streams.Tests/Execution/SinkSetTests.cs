using System.Buffers;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Execution;

public sealed class SinkSetTests
{
    private readonly List<string> _calls = [];

    [Fact]
    public async Task Every_call_reaches_the_sinks_in_order_and_the_dead_letter_sink_last()
    {
        await using (var sinks = new SinkSet(RunMeters.Unwatched(sinks: 4)))
        {
            await OpenAsync(sinks, Plan("d", "a", "b"));
            await sinks.WriteAsync([0, 1], new RecordBatch(1), CancellationToken.None);
            await sinks.WriteDeadLettersAsync(new RecordBatch(1), CancellationToken.None);
            await sinks.PrepareAsync(CancellationToken.None);
            await sinks.CommitAsync(CancellationToken.None);
            await sinks.CompleteAsync(CancellationToken.None);
        }

        string.Join(' ', _calls).ShouldBe("a.open: b.open: d.open: a.write b.write d.write a.prepare b.prepare d.prepare a.commit b.commit d.commit a.complete b.complete d.complete a.dispose b.dispose d.dispose");
    }

    [Fact]
    public async Task Each_sink_gets_its_own_state_back()
    {
        await using var first = new SinkSet(RunMeters.Unwatched(sinks: 4));
        await OpenAsync(first, Plan("d", "a", "b"));
        var states = await first.PrepareAsync(CancellationToken.None);
        states.Select(state => (char)state.Span[0]).ShouldBe(['a', 'b', 'd']);
        _calls.Clear();

        await using var second = new SinkSet(RunMeters.Unwatched(sinks: 4));
        await OpenAsync(second, Plan("d", "a", "b"), states);

        _calls.ShouldBe(["a.open:a", "b.open:b", "d.open:d"]);
    }

    [Fact]
    public async Task Dead_letters_without_a_sink_for_them_are_refused()
    {
        await using var sinks = new SinkSet(RunMeters.Unwatched(sinks: 4));
        await OpenAsync(sinks, Plan(deadLetter: null, "a"));

        await Should.ThrowAsync<InvalidOperationException>(async () => await sinks.WriteDeadLettersAsync(new RecordBatch(1), CancellationToken.None));
        _calls.ShouldNotContain("a.write");
    }

    [Fact]
    public async Task A_sink_that_does_not_open_is_closed_and_those_behind_it_are_never_made()
    {
        await using (var sinks = new SinkSet(RunMeters.Unwatched(sinks: 4)))
        {
            await Should.ThrowAsync<SinkUnavailableException>(async () => await OpenAsync(sinks, Plan("d", "a", "broken", "c")));
        }

        _calls.ShouldBe(["a.open:", "broken.open:", "a.dispose", "broken.dispose"]);
    }

    private static ValueTask OpenAsync(SinkSet sinks, GraphPlan plan, IReadOnlyList<ReadOnlyMemory<byte>>? states = null) =>
        sinks.OpenAsync(plan, new SinkStart(PipelineHarness.Stream, "run", null), states, CancellationToken.None);

    private GraphPlan Plan(string? deadLetter, params string[] sinks) => new(
        new StdinSourcePlan(Compression.None, Framing.Lines, false),
        new SegmentPlan(1, []),
        new SinksEnd([]),
        [],
        [],
        [.. sinks.Select(PlanOf)],
        new FailurePlan(ErrorPolicy.Fail, [], deadLetter is null ? null : PlanOf(deadLetter)));

    private SinkPlan PlanOf(string name) => new(name, () => new Recorder(name, _calls));

    private sealed class Recorder(string name, List<string> calls) : IRecordSink
    {
        public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
        {
            calls.Add($"{name}.open:{(start.State is { } state ? System.Text.Encoding.ASCII.GetString(state.Span) : "")}");
            return name == "broken" ? throw new SinkUnavailableException("it is away") : default;
        }

        public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken) => Note("write");

        public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
        {
            state.Write(System.Text.Encoding.ASCII.GetBytes(name));
            return Note("prepare");
        }

        public ValueTask CommitAsync(CancellationToken cancellationToken) => Note("commit");

        public ValueTask CompleteAsync(CancellationToken cancellationToken) => Note("complete");

        public ValueTask DisposeAsync() => Note("dispose");

        private ValueTask Note(string call)
        {
            calls.Add($"{name}.{call}");
            return default;
        }
    }
}
