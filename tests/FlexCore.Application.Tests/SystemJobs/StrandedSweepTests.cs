using FlexCore.Application.DataStreams;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.SystemJobs;

/// <summary>Strands runs by leaving use cases between two of their steps, as a crash or a lost answer does, and lets the sweep find them.</summary>
public sealed class StrandedSweepTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_run_that_was_started_and_never_woken_is_woken()
    {
        await CreateAsync("orders");
        // The first step of a start is durable; the request ended before the second.
        await AskAsync("orders", context => new PipelineCommand.Start(context, "run-1"));
        _bench.Supervisor.Count.ShouldBe(0);

        (await SweepAsync(_bench)).ShouldBe("1 pipelines, 1 runs started, 0 ended, 0 refused");

        (await _bench.Runtime.NextAsync()).Options.Stream.Key.ShouldBe("orders");
        (await SweepAsync(_bench)).ShouldBe("1 pipelines, 0 runs started, 0 ended, 0 refused", "what is at work is left alone");
        _bench.Supervisor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_whose_pipeline_was_held_is_ended()
    {
        var run = await _bench.StreamAsync("orders live");
        await AskAsync("orders", context => new PipelineCommand.Pause(context));

        (await SweepAsync(_bench)).ShouldBe("1 pipelines, 0 runs started, 1 ended, 0 refused");

        run.Draining.IsSet.ShouldBeTrue();
        _bench.Supervisor.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_was_refused_when_the_node_started_is_started_when_there_is_room()
    {
        await _bench.StreamAsync("a live");
        await _bench.StreamAsync("b live");
        _bench.Options.StreamsMax = 1;
        var again = await _bench.AgainAsync();
        var refused = (await again.Starter.StartAllAsync()).ShouldHaveSingleItem().Pipeline.Key;
        (await SweepAsync(again)).ShouldEndWith("0 runs started, 0 ended, 1 refused");

        var other = refused == "a" ? "b" : "a";
        (await again.Streams.StopAsync(Workbench.Call, other)).Refusal.ShouldBeNull();

        // The one that was stopped may have been so before its first step here: then its record is the dead process's, and is ended, too.
        (await SweepAsync(again)).ShouldContain("1 runs started, 0 ended, 0 refused");

        again.Supervisor.Find(Workbench.IdOf(refused)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_run_whose_process_died_while_its_pipeline_was_paused_is_ended_in_its_record()
    {
        await _bench.StreamAsync("orders live");
        await AskAsync("orders", context => new PipelineCommand.Pause(context));

        // The process that runs the stream is gone before it could end it, and the catalog of the next one was loaded before it heard of the pause.
        var again = await _bench.AgainAsync();
        (await again.RunStateAsync("orders")).Status.ShouldBe(DataStreamStatus.Running);

        (await SweepAsync(again)).ShouldBe("1 pipelines, 0 runs started, 0 ended, 0 refused, 1 records of dead runs ended");

        var record = await again.RunStateAsync("orders");
        (record.Status, record.Run?.Reason).ShouldBe((DataStreamStatus.Stopped, "its process ended while the pipeline was held"));
        (await SweepAsync(again)).ShouldBe("1 pipelines, 0 runs started, 0 ended, 0 refused", "it is ended once");
        (await again.Pipelines.ResumeAsync(Workbench.Call, "orders")).Refusal.ShouldBeNull();
        (await again.Runtime.NextAsync()).Options.Stream.Key.ShouldBe("orders");
        (await again.RunStateAsync("orders")).Run.ShouldNotBeNull().Attempt.ShouldBe(2, "it goes on as the same run");
    }

    [Fact]
    public async Task A_node_that_starts_ends_such_records_at_once()
    {
        await _bench.StreamAsync("orders live");
        await AskAsync("orders", context => new PipelineCommand.Pause(context));
        var again = await _bench.AgainAsync();

        (await again.Starter.StartAllAsync()).ShouldBeEmpty();

        (await again.RunStateAsync("orders")).Status.ShouldBe(DataStreamStatus.Stopped);
    }

    [Fact]
    public async Task A_stream_at_work_and_the_record_of_a_finished_one_are_left_alone()
    {
        var working = await _bench.StreamAsync("orders live");

        (await _bench.Starter.EndLeftAsync(Workbench.IdOf("orders"))).ShouldBe(0);
        (await _bench.RunStateAsync("orders")).Status.ShouldBe(DataStreamStatus.Running);
        (await _bench.Streams.StopAsync(Workbench.Call, "orders")).Refusal.ShouldBeNull();
        working.Draining.IsSet.ShouldBeTrue();
        (await _bench.Starter.EndLeftAsync(Workbench.IdOf("orders"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_pipeline_that_rests_is_not_started()
    {
        await CreateAsync("orders");

        (await SweepAsync(_bench)).ShouldBe("1 pipelines, 0 runs started, 0 ended, 0 refused");
    }

    private static Task<string> SweepAsync(Workbench bench) => new StrandedSweep(bench.Store.Directory, bench.Supervisor, bench.Starter).RunAsync(CancellationToken.None);

    private async Task CreateAsync(string key) => (await _bench.Streams.CreateAsync(Workbench.Call, new CreateStream($"{key} live") { Start = false })).Refusal.ShouldBeNull();

    private async Task AskAsync(string key, Func<CommandContext, PipelineCommand> command) =>
        (await _bench.PipelineRegion.AskAsync(Workbench.IdOf(key), command(new CommandContext(SecurityContext.Development, _bench.Clock.GetUtcNow(), "t")))).Refusal.ShouldBeNull();
}
