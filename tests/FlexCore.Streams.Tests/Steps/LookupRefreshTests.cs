using System.Diagnostics.Metrics;
using System.Text.Json;
using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;
using FlexCore.Streams.Explaining;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Services;
using FlexCore.Streams.Tests.Execution;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Time;
using Microsoft.Extensions.Logging;

namespace FlexCore.Streams.Tests.Steps;

/// <summary>Lookups with <c>refresh</c> in runs: what a live run sees, what a resumed run accepts, and what is promised then.</summary>
public sealed class LookupRefreshTests : IDisposable
{
    private const string Live = "{ name: live, source: stdin, steps: [ { parse: json }, { lookup: { file: t.csv, key: k, fields: [v], refresh: 10s } } ], sink: { sqlite: { path: a, table: b } } }";
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock = new();
    private readonly LiveSource _source = new();
    private readonly ProbeSink _sink = new();
    private readonly LogProbe _log = new();
    private readonly PipelineHarness _harness;

    public LookupRefreshTests()
    {
        _harness = new PipelineHarness { Clock = _clock };
        _harness.SinkFactories.Add(_sink);
        Write("old");
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task A_live_run_goes_on_with_the_changed_table_and_keeps_the_old_one_while_the_new_cannot_be_read()
    {
        await using var run = await StartAsync();
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
        (await PassAsync(1)).ShouldBe("old");

        Write("changed");
        (await PassAsync(2)).ShouldBe("old", "nobody has looked yet");
        (await LookAsync()).ShouldBe(2006);
        (await PassAsync(3)).ShouldBe("changed");

        var failures = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Name == "flexcore.streams.lookup.refresh.failures")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref failures, count));
        listener.Start();
        _harness.Folder.Write("t.csv", "k,v\n1,half\n2\n");
        (await LookAsync()).ShouldBe(2007);
        Interlocked.Read(ref failures).ShouldBe(1);
        (await PassAsync(4)).ShouldBe("changed");

        Write("mended");
        (await LookAsync()).ShouldBe(2006);
        (await PassAsync(5)).ShouldBe("mended");

        await run.DrainAsync().WaitAsync(Generous);
        _clock.ArmedTimerCount.ShouldBe(0, "nothing looks after a run that has ended");
    }

    [Fact]
    public async Task A_resumed_run_takes_the_changed_table()
    {
        await using (var first = await StartAsync())
        {
            (await PassAsync(1)).ShouldBe("old");
            await first.DrainAsync().WaitAsync(Generous);
        }

        Write("changed");
        await using var second = await StartAsync((await _harness.Checkpoints.LoadAsync(PipelineHarness.Stream)).ShouldNotBeNull());
        (await PassAsync(2)).ShouldBe("changed");
    }

    [Fact]
    public void What_is_written_elsewhere_than_to_files_is_at_least_once_and_says_so()
    {
        static string Yaml(string refresh) => $"{{ name: p, source: {{ file: in.ndjson }}, steps: [ {{ parse: json }}, {{ lookup: {{ file: t.csv, key: k, fields: [v]{refresh} }} }} ], sink: {{ topic: t }} }}";

        var kept = GraphExplainer.Explain(_harness.Graph(Yaml("")));
        var refreshed = GraphExplainer.Explain(_harness.Graph(Yaml(", refresh: 1m")));

        kept.Sinks.ShouldHaveSingleItem().Delivery.ShouldBe(DeliveryGuarantee.ExactlyOnce);
        refreshed.Sinks.ShouldHaveSingleItem().Delivery.ShouldBe(DeliveryGuarantee.AtLeastOnce);
        refreshed.Source.IsReplayable.ShouldBeTrue("the source itself gives the same records again");
    }

    [Theory]
    [InlineData("999ms")]
    [InlineData("25h")]
    public void A_time_that_is_too_short_or_too_long_is_refused(string refresh) =>
        StepPipeline.Mistakes($"lookup: {{ file: a.csv, key: a, fields: [b], refresh: {refresh} }}").ShouldHaveSingleItem().ShouldContain("'refresh' must be from 1s to 1d.");

    private void Write(string value) => _harness.Folder.Write("t.csv", $"k,v\n1,{value}\n");

    // The value that a record got from the table; records come out one by one and in order.
    private async Task<string?> PassAsync(int number)
    {
        _source.Add($"{{\"k\":1,\"n\":{number}}}");
        using var row = JsonDocument.Parse(await _sink.Rows.NextAsync($"record {number}"));
        row.RootElement.GetProperty("n").GetInt32().ShouldBe(number);
        return row.RootElement.GetProperty("v").GetString();
    }

    private async Task<int> LookAsync()
    {
        _clock.Advance(Refresh);
        return await _log.Lookups.NextAsync("the look at the table");
    }

    private async Task<IStreamRun> StartAsync(StreamCheckpoint? from = null)
    {
        var graph = _harness.Graph(Live);
        var live = new StreamGraph(graph.Definition, graph.Fingerprint, graph.Output, graph.Plan with { Source = _source }) { Lookups = graph.Lookups };
        var runtime = new StreamRuntime(_harness.Checkpoints, _clock, _harness.Options, _log, new StreamServices());
        return await runtime.StartAsync(live, new StreamRunOptions { Stream = PipelineHarness.Stream, RunId = "run", ResumeFrom = from, CheckpointInterval = TimeSpan.FromHours(1) });
    }

    private sealed class LogProbe : ILogger<StreamRuntime>
    {
        public Probe<int> Lookups { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id is 2006 or 2007)
            {
                Lookups.Add(eventId.Id);
            }
        }
    }
}
