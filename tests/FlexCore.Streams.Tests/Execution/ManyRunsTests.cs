using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Graphs;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Execution;

/// <summary>Two hundred live runs in one process: what they cost, and that they do their work.</summary>
public sealed class ManyRunsTests
{
    private const int Runs = 200;

    [Fact]
    public async Task Two_hundred_live_runs_work_at_once_and_cost_nothing_while_idle()
    {
        var clock = new ManualClock();
        var writes = new Probe<int>();
        using var harness = new PipelineHarness { Clock = clock };
        harness.SinkFactories.Add(new CountingFactory(writes));
        var template = harness.Graph("{ name: many, source: stdin, steps: [ { parse: json }, { filter: n > 0 } ], sink: { sqlite: { path: a, table: b } } }");
        var sources = Enumerable.Range(0, Runs).Select(_ => new LiveSource()).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var runs = new List<IStreamRun>();
        foreach (var source in sources)
        {
            var graph = new StreamGraph(template.Definition, template.Fingerprint, template.Output, template.Plan with { Source = source });
            var id = new EntityId(TenantId.Default, "datastream", $"run-{runs.Count}");
            runs.Add(await harness.Runtime().StartAsync(graph, new StreamRunOptions { Stream = id, RunId = "run" }));
        }

        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        memory.ShouldBeLessThan(Runs * 100_000L, "bytes for each idle run");
        clock.ArmedTimerCount.ShouldBe(0, "an idle run sets no timer and wakes nobody");
        runs.Select(run => run.Operators.Single(progress => progress.Name == "1:parse").Busy).ShouldAllBe(busy => busy == TimeSpan.Zero);

        foreach (var source in sources)
        {
            source.Add("{\"n\":1}");
        }

        await writes.NextAsync(Runs, "a row of each run");
        await Task.WhenAll(runs.Select(run => run.DrainAsync())).WaitAsync(TimeSpan.FromSeconds(60));
        runs.Sum(run => run.Progress.RecordsOut).ShouldBe(Runs);
        foreach (var run in runs)
        {
            await run.DisposeAsync();
        }
    }

    private sealed class CountingFactory(Probe<int> writes) : FlexCore.Streams.Sinks.IRecordSinkFactory
    {
        public FlexCore.Streams.Sinks.IRecordSink? Create(FlexCore.Streams.Definition.SinkDefinition definition, FlexCore.Streams.Records.RecordLayout layout) =>
            definition is FlexCore.Streams.Definition.SqliteSinkDefinition ? new FlakySink { OnWrite = () => writes.Add(1) } : null;
    }
}
