using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Sources.Union;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Sources.Union;

public sealed class UnionRunTests : IDisposable
{
    private const string Table = "{ name: u, source: stdin, steps: [ { parse: json } ], sink: { sqlite: { path: a, table: b } } }";

    private readonly ManualClock _clock = new();
    private readonly FlakySink _sink = new();
    private readonly Probe<int> _writes = new();
    private readonly PipelineHarness _harness;

    public UnionRunTests()
    {
        _harness = new PipelineHarness { Clock = _clock, CheckpointInterval = TimeSpan.FromSeconds(1) };
        _sink.OnWrite = () => _writes.Add(1);
        _harness.SinkFactories.Add(_sink);
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Sources_that_end_are_read_in_the_given_order_and_each_csv_brings_its_header()
    {
        _harness.Folder.Write("b.csv", "x,y\n1,2\n3,4\n");
        _harness.Folder.Write("a.csv", "y,x\n5,6\n");

        var progress = await _harness.RunAsync("{ name: u, source: { union: [ { file: b.csv }, { file: { path: a.csv } } ] }, steps: [ { parse: csv }, { select: [x, y] } ], sink: { file: out.ndjson } }");

        _harness.Folder.Read("out.ndjson").ShouldBe("{\"x\":\"1\",\"y\":\"2\"}\n{\"x\":\"3\",\"y\":\"4\"}\n{\"x\":\"6\",\"y\":\"5\"}\n");
        (progress.RecordsIn, progress.BytesIn, progress.BytesTotal, progress.BytesRead).ShouldBe((3, 20, 20, 20));
    }

    [Fact]
    public async Task Records_of_live_sources_come_as_they_arrive_behind_those_that_end()
    {
        var (first, second) = (new LiveSource(), new LiveSource());
        _harness.Folder.Write("old.ndjson", "{\"n\":1}\n");
        var file = _harness.Graph("{ name: u, source: { file: old.ndjson }, sink: { file: x } }").Plan.Source;
        first.Add("{\"n\":2}");
        await using var run = await _harness.StartAsync(Graph(new UnionSourcePlan([first, file, second])));

        await _writes.NextAsync(2, "the file and the first source");
        second.Add("{\"n\":3}");
        await _writes.NextAsync("the second source");
        first.Add("{\"n\":4}");
        await _writes.NextAsync("the first source again");
        await run.DrainAsync();

        _sink.Rows.ShouldBe(["1", "2", "3", "4"]);
    }

    [Fact]
    public async Task A_checkpoint_holds_the_position_of_each_source()
    {
        var (first, second) = (new LiveSource(), new LiveSource());
        _harness.Folder.Write("old.ndjson", "{\"n\":1}\n");
        var file = _harness.Graph("{ name: u, source: { file: old.ndjson }, sink: { file: x } }").Plan.Source;
        var graph = Graph(new UnionSourcePlan([file, first, second]));
        first.Add("{\"n\":2}");
        await using (var run = await _harness.StartAsync(graph))
        {
            await _writes.NextAsync(2, "the first rows");
            await run.DrainAsync();
        }

        // The second attempt reads from one source only: the other one's position must outlive it.
        second.Add("{\"n\":3}");
        await using (var run = await _harness.StartAsync(graph, await _harness.Checkpoints.LoadAsync(PipelineHarness.Stream)))
        {
            await _writes.NextAsync("the second source");
            await run.DrainAsync();
        }

        first.Add("{\"n\":4}");
        await using (var run = await _harness.StartAsync(graph, await _harness.Checkpoints.LoadAsync(PipelineHarness.Stream)))
        {
            await _writes.NextAsync("the first source");
            await run.DrainAsync();
            run.Progress.RecordsIn.ShouldBe(4);
        }

        _sink.Rows.ShouldBe(["1", "2", "3", "4"]);
        first.OpenedAt.ShouldBe([0, 1, 1]);
        second.OpenedAt.ShouldBe([0, 0, 1]);
    }

    [Fact]
    public void A_union_is_as_good_as_its_sources()
    {
        LiveSource live = new();
        var file = _harness.Graph("{ name: u, source: { file: a }, sink: { file: x } }").Plan.Source;
        var stdin = _harness.Graph("{ name: u, source: stdin, sink: { file: x } }").Plan.Source;

        Text(file, file).ShouldBe((false, true, true));
        Text(file, live).ShouldBe((true, true, true));
        Text(live, live).ShouldBe((true, true, false));
        Text(file, stdin).ShouldBe((false, false, false));

        static (bool IsLive, bool IsResumable, bool IsReplayable) Text(params FlexCore.Streams.Sources.SourcePlan[] plans)
        {
            var union = new UnionSourcePlan(plans);
            return (union.IsLive, union.IsResumable, union.IsReplayable);
        }
    }

    [Fact]
    public async Task A_drain_reaches_all_waiting_sources()
    {
        await using var run = await _harness.StartAsync(Graph(new UnionSourcePlan([new LiveSource(), new LiveSource()])));

        await run.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));

        run.Completion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{ union: stdin }", "'union' must be a list of sources, not a text.")]
    [InlineData("{ union: [] }", "'union' must be a list of sources, not an empty one.")]
    [InlineData("{ union: [ { fiel: a } ] }", "There is no source 'fiel'.")]
    [InlineData("{ union: [ { http: {} }, { topic: u } ] }", "The union reads the topic 'u' twice, so every record would come twice.")]
    [InlineData("{ union: [ { topic: b }, { topic: b } ] }", "The union reads the topic 'b' twice, so every record would come twice.")]
    [InlineData("{ union: [ stdin, stdin ] }", "Standard input can be read only once.")]
    [InlineData("{ union: [ { union: [ stdin ] } ] }", "A union cannot stand inside a union.")]
    [InlineData("{ union: [ { file: a.log }, { file: '*.csv' } ] }", "'BASE/o.csv' matches the input pattern 'BASE/*.csv': the next run would read the output of this one.")]
    [InlineData("{ union: [ { file: [] } ] }", "'file' must not be empty.")]
    public void A_wrong_union_is_explained(string source, string message)
    {
        var result = PipelineLoader.Load($"{{ name: u, source: {source}, sink: {{ file: o.csv }} }}");
        var diagnostics = result.Definition is { } definition ? _harness.Compile(definition).Diagnostics : result.Diagnostics;

        diagnostics.Select(mistake => mistake.Message.Replace(_harness.Folder.Path, "BASE", StringComparison.Ordinal)).ShouldContain(message);
        diagnostics.ShouldAllBe(mistake => mistake.Line == 1 && mistake.Column > 10);
    }

    private StreamGraph Graph(UnionSourcePlan source)
    {
        var graph = _harness.Graph(Table.Replace("parse: json", "parse: json }, { filter: n > 0", StringComparison.Ordinal));
        return new StreamGraph(graph.Definition, graph.Fingerprint, graph.Output, graph.Plan with { Source = source });
    }
}
