using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;

namespace FlexCore.Streams.Tests.Execution;

public sealed class OperatorProgressTests : IDisposable
{
    private const string Yaml = """
        name: counted-operators
        source: { file: in.ndjson }
        steps:
          - parse: json
          - filter: n > 1
          - branch:
              match: all
              routes:
                big: { when: n > 3, steps: [ { map: { x: n.a.b } } ], sink: { file: big.ndjson } }
                even: { when: n % 2 == 0, steps: [ { group: { by: [n], aggregate: { c: count() } } } ] }
          - map: { y: c }
        sink: { file: out.ndjson }
        onError: deadletter
        deadLetter: { file: dead.ndjson }
        """;

    private readonly PipelineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Every_operator_counts_its_records_and_errors()
    {
        var run = await RunAsync();

        run.Operators.Select(Text).ShouldBe(
        [
            "source source 6>6 0",
            "1:parse parse 6>5 1",
            "2:filter filter 5>4 0",
            "3:branch branch 4>5 0",
            "3.big.1:map map 2>0 2",
            "3.even.1:group group 2>2 0",
            "4:map map 3>3 0",
            "sink:1 sink 0>0 0",
            "sink:2 sink 3>3 0",
            "deadLetter sink 3>3 0",
        ], string.Join('\n', run.Operators.Select(Text)));
    }

    [Fact]
    public async Task Busy_and_idle_time_add_up_to_the_time_of_the_workers()
    {
        var run = await RunAsync();

        var operators = run.Operators.ToDictionary(progress => progress.Name);
        operators["1:parse"].Busy.ShouldBeGreaterThan(TimeSpan.Zero);
        operators["deadLetter"].Busy.ShouldBeGreaterThan(TimeSpan.Zero);
        operators["2:filter"].BackPressured.ShouldBe(TimeSpan.Zero);
        var ordered = operators["3.even.1:group"];
        var parallel = operators["2:filter"];
        (parallel.Busy + parallel.Idle).ShouldBe(3 * (ordered.Busy + ordered.Idle), "the parallel steps have three workers, steps with state have one");
    }

    [Fact]
    public async Task The_latency_is_known_when_something_was_processed()
    {
        (await RunAsync()).Lag.Latency.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Measurements_carry_pipeline_step_kind_and_tenant()
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == StreamInstruments.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();

        await RunAsync();

        seen["flexcore.streams.operator.records.in counted-operators 2:filter filter default"].ShouldBe(5);
        seen["flexcore.streams.operator.records.out counted-operators 3:branch branch default"].ShouldBe(5);
        seen["flexcore.streams.operator.errors counted-operators 3.big.1:map map default"].ShouldBe(2);
        seen["flexcore.streams.operator.busy counted-operators sink:2 sink default"].ShouldBeGreaterThan(0);
        seen["flexcore.streams.latency counted-operators source source default"].ShouldBeGreaterThan(0);
        seen.Keys.ShouldContain("flexcore.streams.operator.queue_depth counted-operators source source default");

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = tags.ToArray();
            if (labels.Any(label => label is { Key: "pipeline", Value: "counted-operators" }))
            {
                seen.AddOrUpdate($"{instrument.Name} {string.Join(' ', labels.Select(label => label.Value))}", value, (_, sum) => sum + value);
            }
        }
    }

    private async Task<IStreamRun> RunAsync()
    {
        _harness.Folder.Write("in.ndjson", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n{\"n\":5}\nbad\n");
        var graph = _harness.Graph(Yaml + "\nparallelism: 3");
        await using var run = await _harness.StartAsync(graph);
        await run.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        return run;
    }

    private static string Text(StreamOperatorProgress progress) =>
        FormattableString.Invariant($"{progress.Name} {progress.Kind} {progress.RecordsIn}>{progress.RecordsOut} {progress.Errors}");
}
