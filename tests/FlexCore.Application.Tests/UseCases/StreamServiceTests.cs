using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.UseCases;

public sealed class StreamServiceTests
{
    private static readonly NodeCall Call = Workbench.Call;
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_stream_shows_its_run_its_topic_and_how_far_it_is()
    {
        var run = await _bench.StreamAsync("orders live topic=in");
        run.Progress = StageRun.ProgressOf(12, checkpoints: 2);

        var view = (await _bench.Streams.GetAsync(Call, "orders")).Required;

        (view.Key, view.Status, view.Version, view.SourceTopic, view.Attempt, view.RunId).ShouldBe(("orders", "running", 1, "in", 1, run.Options.RunId));
        (view.Progress?.RecordsIn, view.EndedAt, view.Error).ShouldBe((12, null, null));
        _bench.Streams.FindRun(Call, "orders").ShouldBeSameAs(run);
    }

    [Fact]
    public async Task After_a_stop_the_progress_is_that_of_the_history()
    {
        var run = await _bench.StreamAsync("orders live");
        run.Progress = StageRun.ProgressOf(12, checkpoints: 2);
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        var view = (await _bench.Streams.StopAsync(Call, "orders")).Required;

        (view.Status, view.Progress?.RecordsIn, view.Progress?.Checkpoints, view.EndedAt).ShouldBe(("stopped", 12, 2, _bench.Clock.GetUtcNow()));
        _bench.Streams.FindRun(Call, "orders").ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_created_at_rest_starts_when_it_is_told_to()
    {
        var view = (await _bench.Streams.CreateAsync(Call, new CreateStream("orders live") { Start = false })).Required;
        (view.Status, view.Version, view.Attempt, view.RunId, view.Progress).ShouldBe(("created", 1, 0, null, null));
        (await _bench.Streams.StopAsync(Call, "orders")).Refusal.ShouldNotBeNull().Message.ShouldBe("The stream 'orders' is not at work: it is created. There is nothing to stop.");

        (await _bench.Streams.StartAsync(Call, "orders", new())).Refusal.ShouldBeNull();

        (await _bench.Runtime.NextAsync()).Options.Stream.Key.ShouldBe("orders");
    }

    [Fact]
    public async Task A_stream_at_work_is_stopped_or_restarted_but_not_started()
    {
        await _bench.StreamAsync("orders live");

        (await _bench.Streams.StartAsync(Call, "orders", new())).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamIsRunning);
        (await _bench.Streams.StartAsync(Call, "orders", new() { Fresh = true })).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamIsRunning);
        _bench.Supervisor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_restart_ends_the_run_first_and_takes_the_newest_version()
    {
        var old = await _bench.StreamAsync("orders live");
        await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "orders live sum" });
        (await _bench.Streams.GetAsync(Call, "orders")).Required.Version.ShouldBe(1, "a run keeps its version");

        (await _bench.Streams.RestartAsync(Call, "orders", new())).Required.Version.ShouldBe(2);

        old.Draining.IsSet.ShouldBeTrue();
        (await _bench.Runtime.NextAsync()).Graph.Fingerprint.ShouldBe("orders live sum");
    }

    [Fact]
    public async Task A_stream_that_waits_is_restarted_at_once()
    {
        _bench.Options.RestartDelay = TimeSpan.FromHours(1);
        (await _bench.StreamAsync("orders live")).Fail("sink-unavailable");
        await _bench.Said.NextAsync();

        (await _bench.Streams.RestartAsync(Call, "orders", new()).WaitAsync(TimeSpan.FromSeconds(30))).Refusal.ShouldBeNull();

        await _bench.Runtime.NextAsync();
        (await _bench.Streams.GetAsync(Call, "orders")).Required.Restarts.ShouldBe(0, "the count belongs to the run that was ended");
    }

    [Fact]
    public async Task After_a_crash_the_version_of_the_run_goes_on_not_the_newest()
    {
        await _bench.StreamAsync("orders live");
        await _bench.Pipelines.UpdateAsync(Call, "orders", new UpdatePipeline { Document = "orders live sum" });

        var again = await _bench.AgainAsync();
        (await again.Starter.StartAllAsync()).ShouldBeEmpty();

        (await again.Runtime.NextAsync()).Graph.Fingerprint.ShouldBe("orders live");
    }

    [Fact]
    public async Task Only_what_counts_as_running_starts_with_the_node_and_what_cannot_is_told()
    {
        await _bench.StreamAsync("a live");
        await _bench.StreamAsync("b live");
        await _bench.Streams.CreateAsync(Call, new CreateStream("c live") { Start = false });
        await _bench.StreamAsync("d live");
        await _bench.Streams.StopAsync(Call, "d");
        _bench.Options.StreamsMax = 1;

        var again = await _bench.AgainAsync();
        var (pipeline, refusal) = (await again.Starter.StartAllAsync()).ShouldHaveSingleItem();

        new[] { "a", "b" }.ShouldContain(pipeline.Key);
        refusal.Code.ShouldBe(NodeRefusals.TooManyStreams);
        again.Supervisor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_owner_runs_the_stream_whoever_starts_it()
    {
        var ana = Call with { Security = Call.Security with { Principal = "user:ana" } };
        await _bench.Streams.CreateAsync(ana, new CreateStream("orders live") { Start = false });
        await _bench.Streams.StartAsync(Call, "orders", new());

        (await _bench.Runtime.NextAsync()).Options.Security.Principal.ShouldBe("user:ana");
    }

    [Fact]
    public async Task A_document_with_mistakes_leaves_no_draft_behind()
    {
        (await _bench.Streams.CreateAsync(Call, new CreateStream("orders broken"))).Findings.ShouldHaveSingleItem();
        (await _bench.Streams.CreateAsync(Call, new CreateStream("job:x live"))).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.InvalidDocument);

        (await _bench.Pipelines.ListAsync(Call, new PageQuery())).Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_list_of_streams_leaves_out_drafts_archived_pipelines_and_jobs()
    {
        await _bench.Pipelines.CreateAsync(Call, new CreatePipeline("draft copy"));
        await _bench.Streams.CreateAsync(Call, new CreateStream("old live") { Start = false });
        await _bench.Pipelines.ArchiveAsync(Call, "old");
        await _bench.Streams.CreateAsync(Call, new CreateStream("resting live") { Start = false });
        await _bench.StreamAsync("working live");
        await _bench.Jobs.SubmitAsync(Call, new("once copy"));

        (await _bench.Streams.ListAsync(Call, new PageQuery())).Items.Select(view => view.Key).ShouldBe(["resting", "working"]);
        (await _bench.Streams.ListAsync(Call, new PageQuery { Status = "RUNNING" })).Items.ShouldHaveSingleItem().Key.ShouldBe("working");
        (await _bench.Streams.ListAsync(Call, new PageQuery { Text = "REST" })).Items.ShouldHaveSingleItem().Key.ShouldBe("resting");
        (await _bench.Streams.ListAsync(Call, new PageQuery { Text = "does live" })).Total.ShouldBe(2, "descriptions are searched, too");
        var second = await _bench.Streams.ListAsync(Call, new PageQuery { Offset = 1, Limit = 1 });
        (second.Total, second.Items.ShouldHaveSingleItem().Key).ShouldBe((2, "working"));
        foreach (var hidden in new[] { "draft", "old" })
        {
            (await _bench.Streams.GetAsync(Call, hidden)).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamNotFound, hidden);
        }
    }

    [Fact]
    public async Task The_history_of_a_stream_is_that_of_its_runs()
    {
        await _bench.StreamAsync("orders live");
        await _bench.Streams.StopAsync(Call, "orders");

        var history = (await _bench.Streams.HistoryAsync(Call, "orders", new PageQuery())).Required;

        history.Items.Select(entry => entry.Type).ShouldBe(["data-stream.run-stopped", "data-stream.run-started", "data-stream.defined"]);
        history.Items[0].Payload.ShouldContain("stopped by local:developer");
        (await _bench.Streams.HistoryAsync(Call, "nothing", new PageQuery())).Refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamNotFound);
    }

    [Fact]
    public async Task A_document_is_compiled_once_for_all_the_views_of_its_stream()
    {
        await _bench.StreamAsync("orders live topic=in");
        await _bench.Streams.GetAsync(Call, "orders");
        var before = _bench.Compiler.Compiled;

        for (var i = 0; i < 10; i++)
        {
            (await _bench.Streams.GetAsync(Call, "orders")).Required.SourceTopic.ShouldBe("in");
        }

        _bench.Compiler.Compiled.ShouldBe(before);
    }

    [Fact]
    public async Task A_stream_created_twice_with_one_key_is_one_stream_and_without_a_key_a_conflict()
    {
        var call = Call with { IdempotencyKey = "k" };
        var first = (await _bench.Streams.CreateAsync(call, new CreateStream("orders live"))).Required;
        await _bench.Runtime.NextAsync();

        (await _bench.Streams.CreateAsync(call, new CreateStream("orders live"))).Required.RunId.ShouldNotBeNull();
        (await _bench.Streams.CreateAsync(Call, new CreateStream("orders live"))).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-exists");

        _bench.Supervisor.Count.ShouldBe(1);
        first.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Tenants_have_streams_of_their_own_under_the_same_name()
    {
        var other = Call with { Security = new SecurityContext(new TenantId("other"), "user:x") };
        await _bench.StreamAsync("orders live");
        await _bench.Streams.CreateAsync(other, new CreateStream("orders live"));
        await _bench.Runtime.NextAsync();

        await _bench.Streams.StopAsync(other, "orders");

        (await _bench.StatusAsync("orders")).ShouldBe(PipelineStatus.Running);
        _bench.Streams.FindRun(other, "orders").ShouldBeNull();
        _bench.Streams.FindRun(Call, "orders").ShouldNotBeNull();
    }
}
