using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Supervision;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>A pipeline that is spread over partitions: each is a stream of its own, and people steer them as one.</summary>
public sealed class SpreadStreamTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public async Task Each_partition_is_a_stream_of_its_own()
    {
        var runs = await StartAsync("a live spread=3");

        runs.Select(run => run.Options.Partition).ShouldBe([0, 1, 2]);
        runs.Select(run => run.Options.Stream).ShouldBe([Workbench.StreamIdOf("a:p0"), Workbench.StreamIdOf("a:p1"), Workbench.StreamIdOf("a:p2")]);
        (await _bench.RunStateAsync("a")).Status.ShouldBe(DataStreamStatus.Absent, "the pipeline has no stream beside its partitions");
        (await _bench.RunStateAsync("a:p2")).Status.ShouldBe(DataStreamStatus.Running);
        _bench.Supervisor.Count.ShouldBe(3);
        runs.Select(run => run.Options.RunId).Distinct().Count().ShouldBe(3, "a sink names rows by run and number, and its target must tell those of two partitions apart");
    }

    [Fact]
    public async Task People_see_the_sum_and_a_row_for_each()
    {
        var runs = await StartAsync("a live spread=3");
        for (var i = 0; i < runs.Count; i++)
        {
            runs[i].Progress = StageRun.ProgressOf(records: 10 + i, checkpoints: 1) with { Watermark = DateTimeOffset.UnixEpoch.AddSeconds(100 - i) };
        }

        var view = await ViewAsync("a");

        view.Status.ShouldBe("running");
        view.Progress.ShouldNotBeNull().RecordsIn.ShouldBe(33);
        view.Progress.Checkpoints.ShouldBe(3);
        view.Progress.Watermark.ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(98), "the whole is as far as the one that is furthest behind");
        view.Partitions.ShouldNotBeNull().Select(partition => (partition.Partition, partition.Status, partition.Progress?.RecordsIn)).ShouldBe([(0, "running", 10), (1, "running", 11), (2, "running", 12)]);
        _bench.Streams.FindRun(Workbench.Call, "a", 1).ShouldBe(runs[1]);
        _bench.Streams.FindRun(Workbench.Call, "a").ShouldBeNull();
        _bench.Streams.FindRun(Workbench.Call, "a", 3).ShouldBeNull();
        (await _bench.Streams.ListAsync(Workbench.Call, new PageQuery { Status = "running" })).Items.ShouldHaveSingleItem().Partitions.ShouldNotBeNull().Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_stop_ends_all_and_a_start_goes_on_with_all()
    {
        var runs = await StartAsync("a live spread=3");
        (await _bench.Streams.StopAsync(Workbench.Call, "a")).Required.Status.ShouldBe("stopped");

        runs.ShouldAllBe(run => run.Draining.IsSet);
        _bench.Supervisor.Count.ShouldBe(0);
        foreach (var partition in Enumerable.Range(0, 3))
        {
            (await _bench.RunStateAsync($"a:p{partition}")).Run.ShouldNotBeNull().Reason.ShouldNotBeNull().ShouldContain("stopped by");
        }

        (await _bench.Streams.StartAsync(Workbench.Call, "a", new StartStream())).Refusal.ShouldBeNull();
        (await NextAsync(3)).Select(run => (run.Options.Partition, run.Options.RunId)).ShouldBe(runs.Select(run => (run.Options.Partition, run.Options.RunId)));
    }

    [Fact]
    public async Task A_pause_of_the_pipeline_ends_all()
    {
        var runs = await StartAsync("a live spread=2");

        (await _bench.Pipelines.PauseAsync(Workbench.Call, "a")).Refusal.ShouldBeNull();

        runs.ShouldAllBe(run => run.Draining.IsSet);
        (await _bench.Pipelines.ResumeAsync(Workbench.Call, "a")).Refusal.ShouldBeNull();
        (await NextAsync(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_fails_in_passing_restarts_alone()
    {
        var runs = await StartAsync("a live spread=3");
        runs[1].Fail("sink-unavailable");
        await SaidAsync("restarting a:p1 1 in");

        var view = await ViewAsync("a");
        view.Status.ShouldBe("restarting");
        view.Error.ShouldNotBeNull().ShouldContain("sink-unavailable");
        view.Partitions.ShouldNotBeNull().Select(partition => partition.Status).ShouldBe(["running", "restarting", "running"]);
        new StreamWatch(_bench.Catalog, _bench.Supervisor, _bench.Starter).CountStranded().ShouldBe(1);

        await _bench.Clock.WhenTimerDueAsync(_bench.Options.RestartDelay).WaitAsync(TimeSpan.FromSeconds(30));
        _bench.Clock.Advance(_bench.Options.RestartDelay);
        (await _bench.Runtime.NextAsync()).Options.Partition.ShouldBe(1);
        (runs[0].Draining.IsSet, runs[2].Draining.IsSet).ShouldBe((false, false));
    }

    [Fact]
    public async Task One_that_fails_for_good_fails_the_pipeline_and_ends_the_others()
    {
        var runs = await StartAsync("a live spread=3");
        runs[1].Fail("record-failed");
        await runs[0].Draining.WaitAsync("the others end");
        await runs[2].Draining.WaitAsync("the others end");
        foreach (var partition in Enumerable.Range(0, 3))
        {
            await _bench.EndedAsync($"a:p{partition}");
        }

        var view = await ViewAsync("a");
        view.Status.ShouldBe("failed");
        view.Error.ShouldNotBeNull().ShouldStartWith("Partition 1: It failed: record-failed");
        _bench.Supervisor.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Partitions_go_on_when_the_node_starts_again_and_only_those_that_are_wanted()
    {
        var runs = await StartAsync("a live spread=3");
        await _bench.Supervisor.DrainAllAsync();

        var again = await _bench.AgainAsync();
        (await again.Starter.StartWhereAsync(part => part.Key == "a")).ShouldBeEmpty();
        again.Supervisor.Count.ShouldBe(0, "the pipeline's own key is no stream");
        (await again.Starter.StartWhereAsync(part => part.Key == "a:p1")).ShouldBeEmpty();

        var restarted = new List<StageRun>();
        for (var i = 0; i < 3; i++)
        {
            restarted.Add(await again.Runtime.NextAsync());
        }

        restarted.Select(run => run.Options.RunId).ShouldBe(runs.Select(run => run.Options.RunId), ignoreOrder: true, "a node that is alone has all of them");
    }

    [Fact]
    public async Task A_shard_that_goes_takes_its_partitions_along_and_no_others()
    {
        var runs = await StartAsync("a live spread=3");

        await _bench.Supervisor.StopWhereAsync(part => part.Key == "a:p1", "its shard moves").WaitAsync(TimeSpan.FromSeconds(30));

        runs.Select(run => run.Draining.IsSet).ShouldBe([false, true, false]);
        (await _bench.Starter.ReconcileAsync(Workbench.IdOf("a"))).ShouldBeNull();
        (await _bench.Runtime.NextAsync()).Options.Partition.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_was_replaced_elsewhere_is_replaced_here()
    {
        var runs = await StartAsync("a live spread=2");
        var context = new Domain.CommandContext(Domain.SecurityContext.Development, _bench.Clock.GetUtcNow(), "elsewhere");
        (await _bench.PipelineRegion.AskAsync(Workbench.IdOf("a"), new PipelineCommand.Pause(context))).Refusal.ShouldBeNull();
        (await _bench.PipelineRegion.AskAsync(Workbench.IdOf("a"), new PipelineCommand.Start(context, "second"))).Refusal.ShouldBeNull();

        (await _bench.Starter.ReconcileAsync(Workbench.IdOf("a"))).ShouldBeNull();

        runs.ShouldAllBe(run => run.Draining.IsSet);
        (await NextAsync(2)).Count.ShouldBe(2);
        _bench.Supervisor.All.ShouldAllBe(stream => stream.Order.Run.Id == "second");
    }

    [Fact]
    public async Task Afresh_means_afresh_for_all()
    {
        var runs = await StartAsync("a live spread=3");
        await CheckpointAsync(runs);
        await _bench.Streams.StopAsync(Workbench.Call, "a");
        (await _bench.RunStateAsync("a:p1")).Run.ShouldNotBeNull().Checkpoint.ShouldNotBeNull();

        (await _bench.Streams.StartAsync(Workbench.Call, "a", new StartStream { Fresh = true })).Refusal.ShouldBeNull();

        var fresh = await NextAsync(3);
        fresh.ShouldAllBe(run => run.Options.ResumeFrom == null);
        fresh.Select(run => run.Options.RunId).Intersect(runs.Select(run => run.Options.RunId)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a live", "a live spread=2", "one stream")]
    [InlineData("a live spread=2", "a live", "spread over partitions")]
    public async Task Another_layout_begins_only_afresh(string before, string after, string message)
    {
        var runs = await StartAsync(before);
        await CheckpointAsync(runs);
        await _bench.Streams.StopAsync(Workbench.Call, "a");
        (await _bench.Pipelines.UpdateAsync(Workbench.Call, "a", new UpdatePipeline { Document = after })).Refusal.ShouldBeNull();

        var refused = await _bench.Streams.RestartAsync(Workbench.Call, "a", new StartStream());
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe(PipelineRunRefusedException.CannotResume);
        refused.Refusal.Message.ShouldContain(message);
        refused.Refusal.Message.ShouldContain("--fresh");
        _bench.Supervisor.Count.ShouldBe(0);

        (await _bench.Streams.RestartAsync(Workbench.Call, "a", new StartStream { Fresh = true })).Refusal.ShouldBeNull();
        (await NextAsync(after.Contains("spread", StringComparison.Ordinal) ? 2 : 1)).ShouldAllBe(run => run.Options.ResumeFrom == null);
        await _bench.Streams.StopAsync(Workbench.Call, "a");
        (await _bench.Streams.RestartAsync(Workbench.Call, "a", new StartStream())).Refusal.ShouldBeNull("the old layout has nothing left to lose");
    }

    [Fact]
    public async Task Partitions_count_as_streams_and_no_more_start_than_the_node_allows()
    {
        var bench = new Workbench(options => options.StreamsMax = 2);

        var reply = await bench.Streams.CreateAsync(Workbench.Call, new CreateStream("a live spread=3"));

        reply.Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.TooManyStreams);
    }

    private async Task<List<StageRun>> StartAsync(string document)
    {
        (await _bench.Streams.CreateAsync(Workbench.Call, new CreateStream(document))).Refusal.ShouldBeNull();
        var count = document.Split("spread=") is [_, var number] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 1;
        var runs = await NextAsync(count);
        for (var i = 0; i < count; i++)
        {
            (await _bench.Said.NextAsync()).ShouldStartWith("started");
        }

        return runs;
    }

    private async Task<List<StageRun>> NextAsync(int count)
    {
        var runs = new List<StageRun>();
        for (var i = 0; i < count; i++)
        {
            runs.Add(await _bench.Runtime.NextAsync());
        }

        return [.. runs.OrderBy(run => run.Options.Partition)];
    }

    private async Task CheckpointAsync(List<StageRun> runs)
    {
        foreach (var run in runs)
        {
            await _bench.Store.Checkpoints.SaveAsync(new(run.Options.Stream, run.Options.RunId, 1, run.Graph.Fingerprint, new byte[] { 1 }));
            run.Progress = StageRun.ProgressOf(records: 5, checkpoints: 1);
        }
    }

    private async Task SaidAsync(string beginning)
    {
        string said;
        do
        {
            said = await _bench.Said.NextAsync();
        }
        while (!said.StartsWith(beginning, StringComparison.Ordinal));
    }

    private async Task<StreamView> ViewAsync(string key) => (await _bench.Streams.GetAsync(Workbench.Call, key)).Required;
}
