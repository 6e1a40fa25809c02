using System.Globalization;
using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Execution;

public sealed class StreamRunTests
{
    private const int Records = 500;
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private const string Table = """
        name: table
        source: { file: in.txt }
        sink: { sqlite: { path: t.db, table: t } }
        """;

    private const string File = "name: file\nsource: { file: in.txt }\nsink: { file: out.csv }";

    private static string Input => string.Concat(Enumerable.Range(0, Records).Select(index => $"{index}\n"));

    private static IEnumerable<string> Expected => Enumerable.Range(0, Records).Select(index => index.ToString(CultureInfo.InvariantCulture));

    private static StreamsOptions SmallChunks => new() { ChunkSize = 64 };

    [Fact]
    public async Task An_unavailable_sink_is_tried_again_from_the_last_checkpoint()
    {
        var clock = new ManualClock();
        using var harness = new PipelineHarness { Clock = clock, Options = SmallChunks };
        var calls = 0;
        var sink = new FlakySink { IsUnavailable = () => ++calls is 5 or 6 or 20 };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", Input);

        await using var run = await harness.StartAsync(harness.Graph(Table));
        while (!run.Completion.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await run.Completion;
        sink.Rows.ShouldBe(Expected);
        sink.Opened.ShouldBe(4);
        run.Progress.RecordsOut.ShouldBe(Records);
    }

    [Fact]
    public async Task A_sink_that_stays_away_ends_the_run_when_the_restarts_are_used_up()
    {
        using var harness = new PipelineHarness { Options = new StreamsOptions { MaxRestarts = 2, RestartDelay = TimeSpan.FromMilliseconds(1), MaxRestartDelay = TimeSpan.FromMilliseconds(1) } };
        var sink = new FlakySink { IsUnavailable = () => true };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", Input);

        var error = await harness.FailAsync(harness.Graph(Table));

        error.Code.ShouldBe("sink-unavailable");
        sink.Opened.ShouldBe(3);
    }

    [Fact]
    public async Task A_drained_run_has_a_checkpoint_and_goes_on_from_it()
    {
        using var harness = new PipelineHarness { Options = SmallChunks, CheckpointInterval = TimeSpan.FromHours(1) };
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sink = new FlakySink { OnWrite = () => reached.TrySetResult(), Gate = gate.Task };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", string.Concat(Enumerable.Repeat(Input, 200)));
        var graph = harness.Graph(Table);

        await using (var run = await harness.StartAsync(graph))
        {
            await reached.Task.WaitAsync(Generous);
            var draining = run.DrainAsync();
            gate.SetResult();
            await draining.WaitAsync(Generous);
        }

        var kept = sink.Rows.Count;
        var completedEarly = sink.IsCompleted;
        await harness.ResumeAsync(graph);

        completedEarly.ShouldBeFalse();
        kept.ShouldBeInRange(1, (Records * 200) - 1);
        sink.IsCompleted.ShouldBeTrue();
        sink.Rows.ShouldBe(Enumerable.Repeat(Expected, 200).SelectMany(rows => rows));
    }

    [Fact]
    public async Task An_aborted_run_is_cancelled_and_publishes_nothing()
    {
        using var harness = new PipelineHarness { Options = SmallChunks };
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sink = new FlakySink { OnWrite = () => reached.TrySetResult(), Gate = new TaskCompletionSource().Task };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", string.Concat(Enumerable.Repeat(Input, 200)));
        var graph = harness.Graph(Table);

        await using (var run = await harness.StartAsync(graph))
        {
            await reached.Task.WaitAsync(Generous);
            await run.AbortAsync().WaitAsync(Generous);
            await Should.ThrowAsync<OperationCanceledException>(() => run.Completion);
        }

        sink.IsCompleted.ShouldBeFalse();
        sink.Gate = Task.CompletedTask;
        await harness.ResumeAsync(graph);
        sink.Rows.Count.ShouldBe(Records * 200);
    }

    [Fact]
    public async Task A_finished_run_that_is_resumed_ends_at_once_and_changes_nothing()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", Input);
        var graph = harness.Graph(File);
        await harness.RunAsync(graph);
        var output = harness.Folder.Read("out.csv");

        var progress = await harness.ResumeAsync(graph);

        progress.RecordsIn.ShouldBe(Records);
        harness.Folder.Read("out.csv").ShouldBe(output);
    }

    [Fact]
    public async Task A_fresh_run_replaces_the_output_of_an_older_one_only_at_its_end()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", "new\n");
        harness.Folder.Write("out.csv", "old");
        harness.Folder.Write("out.csv.partial", "left behind by a crash, and longer than the new output");

        await harness.RunAsync(File);

        harness.Folder.Read("out.csv").ShouldBe("line\nnew\n");
    }

    [Theory]
    [InlineData("x", "shorter")]
    [InlineData("other lines\nin the same place\nand much longer\nthan the old ones were\n, really much longer than\n they ever were\n", "changed")]
    public async Task An_input_that_changed_since_the_checkpoint_is_refused(string content, string word)
    {
        using var harness = new PipelineHarness { Options = SmallChunks };
        harness.Folder.Write("in.txt", Input);
        var graph = harness.Graph(File);
        await CrashAsync(harness, graph, afterSaves: 1);

        harness.Folder.Write("in.txt", content);
        var error = await Should.ThrowAsync<StreamException>(() => harness.ResumeAsync(graph));

        error.Code.ShouldBe("source-changed");
        error.Message.ShouldContain(word);
        error.Message.ShouldContain("--fresh");
    }

    [Fact]
    public async Task An_output_that_lost_bytes_since_the_checkpoint_is_refused()
    {
        using var harness = new PipelineHarness { Options = SmallChunks };
        harness.Folder.Write("in.txt", Input);
        var graph = harness.Graph(File);
        await CrashAsync(harness, graph, afterSaves: 3);

        harness.Folder.Write("out.csv.partial", "");

        (await Should.ThrowAsync<StreamException>(() => harness.ResumeAsync(graph))).Code.ShouldBe("sink-changed");
    }

    [Fact]
    public async Task Files_that_appear_later_do_not_join_a_resumed_run()
    {
        using var harness = new PipelineHarness { Options = SmallChunks };
        harness.Folder.Write("m.txt", Input);
        var graph = harness.Graph("name: file\nsource: { file: \"*.txt\" }\nsink: { file: out.csv }");
        await CrashAsync(harness, graph, afterSaves: 2);

        harness.Folder.Write("a.txt", "before\n");
        harness.Folder.Write("z.txt", "after\n");
        (await harness.ResumeAsync(graph)).RecordsIn.ShouldBe(Records);
    }

    [Fact]
    public async Task A_checkpoint_of_another_pipeline_is_refused()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", Input);
        await harness.RunAsync(harness.Graph(File));

        var other = harness.Graph(File.Replace("out.csv", "other.csv", StringComparison.Ordinal));

        (await Should.ThrowAsync<StreamException>(() => harness.ResumeAsync(other))).Code.ShouldBe("checkpoint-mismatch");
    }

    [Fact]
    public async Task Two_runs_at_the_same_time_do_not_share_an_output()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.txt", Input);
        await using var locked = new FileStream(harness.Folder.At("out.csv.partial"), FileMode.Create, FileAccess.Write, FileShare.None);

        (await harness.FailAsync(harness.Graph(File))).Code.ShouldBe("sink-unwritable");
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_an_error_and_never_a_crash()
    {
        using var harness = new PipelineHarness { Options = SmallChunks };
        harness.Folder.Write("in.txt", Input);
        var graph = harness.Graph("name: g\nsource: { file: in.txt }\nsteps: [ { group: { by: [line], aggregate: { n: count() } } } ]\nsink: { file: out.csv }");
        await CrashAsync(harness, graph, afterSaves: 4);
        var good = (await harness.Checkpoints.LoadAsync(PipelineHarness.Stream)).ShouldNotBeNull();

        for (var length = 0; length < good.Payload.Length; length += 7)
        {
            var damaged = good with { Payload = good.Payload[..length] };

            (await Should.ThrowAsync<StreamException>(() => harness.RunAsync(graph, damaged), $"cut to {length} bytes")).Code.ShouldStartWith("checkpoint");
        }
    }

    [Fact]
    public async Task A_graph_of_another_library_is_refused()
    {
        using var harness = new PipelineHarness();

        var error = await Should.ThrowAsync<StreamException>(() => harness.Runtime().StartAsync(
            new ForeignGraph(), new StreamRunOptions { Stream = PipelineHarness.Stream, RunId = "run" }));

        error.Code.ShouldBe("graph-unknown");
    }

    [Fact]
    public void Options_out_of_range_are_refused_with_key_value_and_range()
    {
        var error = Should.Throw<ArgumentException>(() => new StreamRuntime(new InMemoryStore().Checkpoints, TimeProvider.System, new StreamsOptions { ChunkSize = 1 }));

        error.Message.ShouldBe("flexcore.streams.chunk-size is 1; set it to a value from 16 to 67108864.");
    }

    private static async Task CrashAsync(PipelineHarness harness, Graphs.StreamGraph graph, int afterSaves)
    {
        var store = new CrashingCheckpointStore(harness.Checkpoints);
        store.Plan(afterSaves, afterSaves, isAfter: true);
        var runtime = new StreamRuntime(store, TimeProvider.System, harness.Options);
        var options = new StreamRunOptions { Stream = PipelineHarness.Stream, RunId = "run", CheckpointInterval = TimeSpan.Zero };
        await using var run = await runtime.StartAsync(graph, options);
        await Should.ThrowAsync<SimulatedCrashException>(() => run.Completion.WaitAsync(Generous));
    }

    private sealed class ForeignGraph : IStreamGraph
    {
        public string Name => "foreign";

        public string Fingerprint => "foreign";
    }
}
