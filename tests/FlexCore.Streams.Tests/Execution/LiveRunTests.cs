using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Streams.Graphs;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Execution;

public sealed class LiveRunTests : IDisposable
{
    private const string Table = "{ name: live, source: stdin, steps: [ { parse: json }, { filter: n > 0 } ], sink: { sqlite: { path: a, table: b } } }";
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ManualClock _clock = new();
    private readonly LiveSource _source = new();
    private readonly SavingStore _store = new();
    private readonly FlakySink _sink = new();
    private readonly PipelineHarness _harness;

    public LiveRunTests()
    {
        _harness = new PipelineHarness { Clock = _clock, Checkpoints = _store, CheckpointInterval = Interval };
        _harness.SinkFactories.Add(_sink);
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task A_record_reaches_the_sink_although_no_further_one_comes()
    {
        var arrived = Arrival();
        await using var run = await _harness.StartAsync(Graph());

        _source.Add("{\"n\":1}");

        await arrived.WaitAsync("the record");
    }

    [Fact]
    public async Task A_checkpoint_is_taken_by_the_clock_when_no_further_record_comes()
    {
        await using var run = await _harness.StartAsync(Graph());
        _source.Add("{\"n\":1}");
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
        _store.Saved.ShouldBeEmpty("the interval has not passed");

        var saved = _store.NextSave();
        _clock.Advance(Interval);

        await saved.WaitAsync("the checkpoint");
        _store.Saved.Select(checkpoint => checkpoint.Sequence).ShouldBe([1]);
    }

    [Fact]
    public async Task An_idle_run_writes_nothing_and_sets_no_timer()
    {
        await using var run = await _harness.StartAsync(Graph());
        _source.Add("{\"n\":1}");
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
        var saved = _store.NextSave();
        _clock.Advance(Interval);
        await saved.WaitAsync("the checkpoint");

        for (var i = 0; i < 100; i++)
        {
            _clock.Advance(Interval);
        }

        _clock.ArmedTimerCount.ShouldBe(0);
        _store.Saved.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_never_got_a_record_writes_nothing()
    {
        await using var run = await _harness.StartAsync(Graph());

        _clock.Advance(TimeSpan.FromDays(1));

        _clock.ArmedTimerCount.ShouldBe(0);
        _store.Saved.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_drain_reaches_a_waiting_source_and_leaves_a_checkpoint()
    {
        var arrived = Arrival();
        await using var run = await _harness.StartAsync(Graph());
        _source.Add("{\"n\":1}");
        await arrived.WaitAsync("the record");

        await run.DrainAsync().WaitAsync(Generous);

        run.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        _sink.Rows.Count.ShouldBe(1);
        _sink.IsCompleted.ShouldBeFalse("a live run that is stopped goes on later");
        _store.Saved.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_killed_behind_its_checkpoint_reads_again_what_followed_it_and_writes_it_once()
    {
        var graph = Graph();
        await using (var run = await _harness.StartAsync(graph))
        {
            _source.Add("{\"n\":1}");
            await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
            var saved = _store.NextSave();
            _clock.Advance(Interval);
            await saved.WaitAsync("the checkpoint");
            var arrived = Arrival();
            _source.Add("{\"n\":2}");
            await arrived.WaitAsync("the record");
            await run.AbortAsync();
        }

        var third = Arrival(writes: 2);
        await using var again = await _harness.StartAsync(graph, await _store.LoadAsync(PipelineHarness.Stream));
        _source.Add("{\"n\":3}");
        await third.WaitAsync("the third record");
        await again.DrainAsync().WaitAsync(Generous);

        _source.OpenedAt.ShouldBe([0, 1]);
        _sink.Rows.ShouldBe(["1", "2", "3"]);
        again.Progress.RecordsIn.ShouldBe(3);
    }

    [Fact]
    public async Task Sinks_hear_of_a_checkpoint_only_when_it_is_durable()
    {
        var order = new List<string>();
        _store.OnSave = () => order.Add("saved");
        _sink.OnCommit = () => order.Add("committed");
        await using var run = await _harness.StartAsync(Graph());
        _source.Add("{\"n\":1}");
        await _clock.WhenTimersArmedAsync(1).WaitAsync(Generous);

        _clock.Advance(Interval);
        await run.DrainAsync().WaitAsync(Generous);

        order.Take(2).ShouldBe(["saved", "committed"]);
    }

    [Fact]
    public async Task Sources_and_sinks_learn_of_tenant_clock_and_life()
    {
        var security = new SecurityContext(new TenantId("acme"), "user:ana");
        var options = new StreamRunOptions { Stream = PipelineHarness.Stream, RunId = "run", Security = security };

        await using var run = await _harness.Runtime().StartAsync(Graph(), options);

        var start = _source.Start.ShouldNotBeNull();
        (start.Services.Security, start.Services.Clock, start.RunId).ShouldBe((security, _clock, "run"));
        var sink = _sink.Start.ShouldNotBeNull();
        (sink.IsLive, sink.IsReplayable, sink.Services.Security).ShouldBe((true, true, security));
    }

    [Fact]
    public async Task A_run_does_not_go_on_in_the_log_scope_of_the_request_that_started_it()
    {
        var scope = new AsyncLocal<string?> { Value = "request" };
        string? seen = "nothing";
        var arrived = new Signal();
        _sink.OnWrite = () =>
        {
            seen = scope.Value;
            arrived.Set();
        };
        await using var run = await _harness.StartAsync(Graph());

        _source.Add("{\"n\":1}");
        await arrived.WaitAsync("the record");

        seen.ShouldBeNull();
        scope.Value.ShouldBe("request");
    }

    private StreamGraph Graph()
    {
        var graph = _harness.Graph(Table);
        return new StreamGraph(graph.Definition, graph.Fingerprint, graph.Output, graph.Plan with { Source = _source });
    }

    private Signal Arrival(int writes = 1)
    {
        var arrived = new Signal();
        _sink.OnWrite = () =>
        {
            if (--writes == 0)
            {
                arrived.Set();
            }
        };
        return arrived;
    }

    private sealed class SavingStore : ICheckpointStore
    {
        private readonly ICheckpointStore _inner = new InMemoryStore().Checkpoints;
        private Signal _next = new();

        public List<StreamCheckpoint> Saved { get; } = [];

        public Action OnSave { get; set; } = static () => { };

        public Signal NextSave() => _next = new Signal();

        public async ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
        {
            await _inner.SaveAsync(checkpoint, cancellationToken);
            Saved.Add(checkpoint);
            OnSave();
            _next.Set();
        }

        public ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default) => _inner.LoadAsync(stream, cancellationToken);

        public ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default) => _inner.DeleteAsync(stream, cancellationToken);
    }
}
