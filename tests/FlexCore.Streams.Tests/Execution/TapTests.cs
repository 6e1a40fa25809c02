using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Execution;

public sealed class TapTests : IDisposable
{
    private const string Yaml = """
        name: tapped
        source: stdin
        steps:
          - parse: json
          - filter: n > 1
          - branch: { routes: { odd: { when: n % 2 == 1, steps: [ { map: { x: n * 10 } } ] } } }
          - select: [n, x]
        sink: { sqlite: { path: a, table: b } }
        """;

    private readonly ManualClock _clock = new();
    private readonly LiveSource _source = new();
    private readonly Probe<int> _writes = new();
    private readonly PipelineHarness _harness;

    public TapTests()
    {
        _harness = new PipelineHarness { Clock = _clock, CheckpointInterval = TimeSpan.FromHours(1) };
        _harness.SinkFactories.Add(new FlakySink { OnWrite = () => _writes.Add(1) });
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("source", "{\"source\":\"live\",\"line\":1,\"record\":\"{\\u0022n\\u0022:1,\\u0022z\\u0022:0}\"}", "{\"source\":\"live\",\"line\":1,\"record\":\"{\\u0022n\\u0022:2}\"}")]
    [InlineData("1:parse", "{\"n\":1}", "{\"n\":2}")]
    [InlineData("2:filter", "{\"n\":2}", "{\"n\":3}")]
    [InlineData("3:branch", "{\"n\":2}", "{\"n\":3}")]
    [InlineData("3.odd.1:map", "{\"n\":3,\"x\":30}", "{\"n\":5,\"x\":50}")]
    [InlineData("4:select", "{\"n\":2}", "{\"n\":3,\"x\":30}")]
    [InlineData("sink:1", "{\"n\":2}", "{\"n\":3,\"x\":30}")]
    public async Task Each_edge_shows_the_records_that_pass_it(string edge, string first, string second)
    {
        await using var run = await _harness.StartAsync(Graph());
        var tap = run.TapAsync(edge, 100).GetAsyncEnumerator();

        foreach (var line in new[] { "{\"n\":1,\"z\":0}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}", "{\"n\":5}" })
        {
            _source.Add(line);
        }

        (await NextAsync(tap)).Json.ShouldBe(first);
        var record = await NextAsync(tap);
        (record.Json, record.Edge, record.Number, record.At).ShouldBe((second, edge, 2, _clock.GetUtcNow()));
    }

    [Fact]
    public async Task No_more_than_the_rate_is_sampled_and_the_rest_is_counted()
    {
        await using var run = await _harness.StartAsync(Graph());
        var tap = run.TapAsync("source", 2).GetAsyncEnumerator();
        for (var n = 2; n < 12; n++)
        {
            _source.Add($"{{\"n\":{n}}}");
        }

        _ = (await NextAsync(tap), await NextAsync(tap));
        await _writes.NextAsync(10, "records at the sink");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _source.Add("{\"n\":99}");

        var third = await NextAsync(tap);
        (third.Number, third.Skipped).ShouldBe((3, 8));
        third.Json.ShouldContain("99");
    }

    [Fact]
    public async Task A_listener_that_does_not_read_slows_nothing_and_loses_what_does_not_fit()
    {
        const int Records = TapSession.Capacity + 50;
        await using var run = await _harness.StartAsync(Graph());
        var tap = run.TapAsync("1:parse", 10_000).GetAsyncEnumerator();
        for (var n = 2; n < Records + 2; n++)
        {
            _source.Add($"{{\"n\":{n}}}");
        }

        await _writes.NextAsync(Records, "records at the sink");
        var numbers = new List<long>();
        for (var i = 0; i < TapSession.Capacity; i++)
        {
            numbers.Add((await NextAsync(tap)).Number);
        }

        numbers.ShouldBe(Enumerable.Range(1, TapSession.Capacity).Select(number => (long)number));
        _source.Add("{\"n\":1000}");
        var next = await NextAsync(tap);
        (next.Number, next.Skipped).ShouldBe((Records + 1, 50));
    }

    [Fact]
    public async Task A_tap_ends_with_the_run()
    {
        await using var run = await _harness.StartAsync(Graph());
        var tap = run.TapAsync("sink:1", 10).GetAsyncEnumerator();

        await run.DrainAsync();

        (await tap.MoveNextAsync()).ShouldBeFalse();
        (await run.TapAsync("sink:1", 10).CountAsync()).ShouldBe(0, "also one that comes too late");
    }

    [Fact]
    public async Task A_cancelled_tap_makes_room()
    {
        await using var run = await _harness.StartAsync(Graph());
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < TapPoint.MaxTaps; i++)
        {
            _ = run.TapAsync("source", 1, stop.Token);
        }

        Should.Throw<StreamException>(() => run.TapAsync("source", 1)).Code.ShouldBe("too-many-taps");
        await stop.CancelAsync();

        _ = run.TapAsync("source", 1);
    }

    [Fact]
    public async Task An_unknown_edge_and_a_rate_out_of_range_are_refused()
    {
        await using var run = await _harness.StartAsync(Graph());

        var error = Should.Throw<StreamException>(() => run.TapAsync("2:fliter", 1));
        (error.Code, error.Message).ShouldBe(("edge-unknown", "There is no edge '2:fliter' in this pipeline. It has: source, 1:parse, 2:filter, 3:branch, 3.odd.1:map, 4:select, sink:1."));
        Should.Throw<ArgumentOutOfRangeException>(() => run.TapAsync("source", 0));
        Should.Throw<ArgumentOutOfRangeException>(() => run.TapAsync("source", 10_001));
    }

    private static async Task<TapRecord> NextAsync(IAsyncEnumerator<TapRecord> tap)
    {
        (await tap.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
        return tap.Current;
    }

    private StreamGraph Graph()
    {
        var graph = _harness.Graph(Yaml);
        return new StreamGraph(graph.Definition, graph.Fingerprint, graph.Output, graph.Plan with { Source = _source });
    }
}
