using FlexCore.Application.Streams;
using FlexCore.Streams.Execution;
using FlexCore.Testing.Time;

namespace FlexCore.Streams.Tests.Execution;

public sealed class RestartTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private const string Table = "name: table\nsource: { file: in.txt }\nsink: { sqlite: { path: t.db, table: t } }";

    [Fact]
    public async Task A_drain_does_not_wait_for_the_next_attempt()
    {
        var clock = new ManualClock();
        using var harness = new PipelineHarness { Clock = clock };
        var sink = new FlakySink { IsUnavailable = () => true };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", "1\n2\n");
        var graph = harness.Graph(Table);
        await using (var run = await harness.StartAsync(graph))
        {
            await clock.WhenTimersArmedAsync(1).WaitAsync(Generous);

            await run.DrainAsync().WaitAsync(Generous);

            run.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        }

        sink.Opened.ShouldBe(1);
        sink.IsUnavailable = () => false;
        await harness.ResumeAsync(graph);
        sink.Rows.ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task An_abort_does_not_wait_for_the_next_attempt()
    {
        var clock = new ManualClock();
        using var harness = new PipelineHarness { Clock = clock };
        harness.SinkFactories.Add(new FlakySink { IsUnavailable = () => true });
        harness.Folder.Write("in.txt", "1\n");
        await using var run = await harness.StartAsync(harness.Graph(Table));
        await clock.WhenTimersArmedAsync(1).WaitAsync(Generous);

        await run.AbortAsync().WaitAsync(Generous);

        run.Completion.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task The_waits_double_up_to_the_longest()
    {
        var clock = new ManualClock();
        using var harness = new PipelineHarness
        {
            Clock = clock,
            Options = new StreamsOptions { MaxRestarts = 5, RestartDelay = TimeSpan.FromSeconds(1), MaxRestartDelay = TimeSpan.FromSeconds(5) },
        };
        var sink = new FlakySink { IsUnavailable = () => true };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", "1\n");
        await using var run = await harness.StartAsync(harness.Graph(Table));
        foreach (var seconds in new[] { 1, 2, 4, 5, 5 })
        {
            await clock.WhenTimersArmedAsync(1).WaitAsync(Generous);
            var opened = sink.Opened;
            clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            clock.ArmedTimerCount.ShouldBe(1, $"still waiting just before {seconds} s");
            sink.Opened.ShouldBe(opened);
            clock.Advance(TimeSpan.FromTicks(1));
        }

        (await Should.ThrowAsync<StreamException>(() => run.Completion.WaitAsync(Generous))).Code.ShouldBe("sink-unavailable");
        sink.Opened.ShouldBe(6);
    }

    [Fact]
    public async Task Without_restarts_the_first_failure_ends_the_run()
    {
        using var harness = new PipelineHarness { Options = new StreamsOptions { MaxRestarts = 0 } };
        var sink = new FlakySink { IsUnavailable = () => true };
        harness.SinkFactories.Add(sink);
        harness.Folder.Write("in.txt", "1\n");

        (await harness.FailAsync(harness.Graph(Table))).Code.ShouldBe("sink-unavailable");
        sink.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task Standard_input_cannot_be_read_again_so_an_unavailable_sink_ends_the_run()
    {
        using var harness = new PipelineHarness { StandardInput = new MemoryStream("1\n2\n"u8.ToArray()) };
        var sink = new FlakySink { IsUnavailable = () => true };
        harness.SinkFactories.Add(sink);

        (await harness.FailAsync(harness.Graph(Table.Replace("{ file: in.txt }", "stdin", StringComparison.Ordinal)))).Code.ShouldBe("sink-unavailable");
        sink.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_may_be_disposed_twice()
    {
        using var harness = new PipelineHarness();
        harness.SinkFactories.Add(new FlakySink());
        harness.Folder.Write("in.txt", "1\n");
        var run = await harness.StartAsync(harness.Graph(Table));
        await run.Completion.WaitAsync(Generous);

        await run.DisposeAsync();
        await run.DisposeAsync();

        run.Progress.RecordsOut.ShouldBe(1);
    }

    [Fact]
    public async Task A_late_record_that_ends_the_run_names_the_remedy_of_late_records()
    {
        using var harness = new PipelineHarness();
        harness.Folder.Write("in.ndjson", "{\"t\":9000}\n{\"t\":1}\n");

        var error = await harness.FailAsync(harness.Graph(
            "name: w\nsource: { file: in.ndjson }\nsteps:\n  - parse: json\n  - window: { tumbling: 1s, time: t, late: fail, aggregate: { n: count() } }\nsink: { file: out.csv }"));

        error.Code.ShouldBe("record-failed");
        error.Message.ShouldContain("line 2");
        error.Message.ShouldEndWith("Raise the window's lateness, or set late to drop or deadletter to go on without such records.");
    }
}
