using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Supervision;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.Supervision;

/// <summary>All streams of a node together: bounds, the drain of all, and what metrics see.</summary>
public sealed class StreamSupervisorTests
{
    private readonly Workbench _bench = new(options => options.StreamsMax = 3);

    [Fact]
    public async Task The_bound_counts_what_is_at_work_and_a_place_is_free_when_a_stream_has_ended()
    {
        var first = await _bench.StreamAsync("a live");
        await _bench.StreamAsync("b live");
        await _bench.StreamAsync("c live");
        foreach (var refusal in new[]
        {
            (await _bench.Streams.CreateAsync(Workbench.Call, new CreateStream("d live"))).Refusal,
            (await _bench.Jobs.SubmitAsync(Workbench.Call, new("d copy"))).Refusal,
            _bench.Supervisor.TryStart(OrderOf("d")),
        })
        {
            refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.TooManyStreams);
            refusal.Message.ShouldBe("3 streams are at work, as many as the node allows. Stop one, or raise flexcore.supervisor.streams-max.");
        }

        (await _bench.Pipelines.GetAsync(Workbench.Call, "d")).Refusal.ShouldNotBeNull("a refused stream leaves no pipeline behind");
        (await _bench.Streams.CreateAsync(Workbench.Call, new CreateStream("d live") { Start = false })).Required.Status.ShouldBe("created", "it does not run");
        foreach (var refusal in new[]
        {
            (await _bench.Streams.StartAsync(Workbench.Call, "d", new())).Refusal, (await _bench.Pipelines.ActivateAsync(Workbench.Call, "d")).Refusal,
            (await _bench.Pipelines.ResumeAsync(Workbench.Call, "d")).Refusal,
        })
        {
            refusal.ShouldNotBeNull().Code.ShouldBe(NodeRefusals.TooManyStreams);
        }

        first.End();
        await _bench.EndedAsync("a");
        (await _bench.Streams.StartAsync(Workbench.Call, "d", new())).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_at_work_is_not_started_twice()
    {
        await _bench.StreamAsync("a live");

        _bench.Supervisor.TryStart(OrderOf("a")).ShouldBeNull();

        _bench.Supervisor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_drain_of_all_ends_each_with_its_checkpoint_and_lets_nothing_begin()
    {
        var a = await _bench.StreamAsync("a live");
        var b = await _bench.StreamAsync("b live");

        await _bench.Supervisor.DrainAllAsync().WaitAsync(TimeSpan.FromSeconds(30));

        (a.Draining.IsSet, b.Draining.IsSet, _bench.Supervisor.Count).ShouldBe((true, true, 0));
        (await _bench.StatusAsync("a")).ShouldBe(PipelineStatus.Running, "it goes on when the node starts again");
        (await _bench.RunStateAsync("a")).Run.ShouldNotBeNull().Reason.ShouldBe("the node stops");
        _bench.Supervisor.TryStart(OrderOf("c")).ShouldNotBeNull().Code.ShouldBe(NodeRefusals.Stopping);

        var again = await _bench.AgainAsync();
        (await again.Starter.StartAllAsync()).ShouldBeEmpty();
        new[] { (await again.Runtime.NextAsync()).Options.RunId, (await again.Runtime.NextAsync()).Options.RunId }.ShouldBe([a.Options.RunId, b.Options.RunId], ignoreOrder: true);
    }

    [Fact]
    public async Task One_stream_that_hangs_does_not_hold_the_drain_of_the_others()
    {
        var hanging = await _bench.StreamAsync("a live");
        hanging.DrainsAtOnce = false;
        var other = await _bench.StreamAsync("b live");
        var draining = _bench.Supervisor.DrainAllAsync();
        await hanging.Draining.WaitAsync("a drains");
        await _bench.EndedAsync("b");
        draining.IsCompleted.ShouldBeFalse();
        await _bench.Clock.WhenTimerDueAsync(_bench.Options.DrainTimeout).WaitAsync(TimeSpan.FromSeconds(30));
        await _bench.Clock.WhenTimersArmedAsync(2).WaitAsync(TimeSpan.FromSeconds(30));

        _bench.Clock.Advance(_bench.Options.DrainTimeout);

        await draining.WaitAsync(TimeSpan.FromSeconds(30));
        (hanging.IsAborted, other.IsAborted).ShouldBe((true, false));
    }

    [Fact]
    public async Task What_should_run_and_does_not_counts_as_stranded_and_jobs_do_not_count()
    {
        var watch = new StreamWatch(_bench.Catalog, _bench.Supervisor, _bench.Starter);
        var a = await _bench.StreamAsync("a live");
        watch.CountStranded().ShouldBe(0);
        a.Fail("record-failed");
        await _bench.EndedAsync("a");
        (await _bench.Said.NextAsync()).ShouldStartWith("gave up a");
        watch.CountStranded().ShouldBe(1, "a waits for a person");

        var b = await _bench.StreamAsync("b live");
        b.Fail("sink-unavailable");
        await _bench.Said.NextAsync();
        watch.CountStranded().ShouldBe(2, "b waits for its restart");

        await _bench.Pipelines.DeleteAsync(Workbench.Call, "a");
        watch.CountStranded().ShouldBe(1, "a is gone");
        await _bench.Jobs.SubmitAsync(Workbench.Call, new("job copy"));
        (await _bench.Runtime.NextAsync()).Fail("record-failed");
        await _bench.Said.NextAsync();
        watch.CountStranded().ShouldBe(1);
    }

    [Fact]
    public async Task A_pipeline_that_counts_as_running_without_a_stream_is_stranded()
    {
        await _bench.StreamAsync("a live");
        var again = await _bench.AgainAsync();

        new StreamWatch(again.Catalog, again.Supervisor, again.Starter).CountStranded().ShouldBe(1);
    }

    [Fact]
    public async Task The_age_of_a_stream_is_told_while_it_has_one()
    {
        var watch = new StreamWatch(_bench.Catalog, _bench.Supervisor, _bench.Starter);
        var a = await _bench.StreamAsync("a live");
        watch.AtWork().ShouldBeEmpty();
        a.SafeAt = _bench.Clock.GetUtcNow().AddSeconds(-4);

        watch.AtWork().ShouldHaveSingleItem().ShouldBe((Workbench.IdOf("a"), a.SafeAt.Value));

        await _bench.Streams.StopAsync(Workbench.Call, "a");
        watch.AtWork().ShouldBeEmpty();
    }

    private StreamOrder OrderOf(string key) => new(Workbench.IdOf(key), new PipelineRun("r", 1, _bench.Clock.GetUtcNow()), $"{key} live", "user:ana");
}
