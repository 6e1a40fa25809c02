using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Schedules;
using FlexCore.Application.Tests.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>Firings that start runs: the real use cases over a store in memory, runs that end when the test says so.</summary>
public sealed class PipelineTargetTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Workbench _bench = new();

    [Fact]
    public async Task A_firing_is_complete_when_its_run_has_ended()
    {
        await CreateAsync("nightly");
        var delivery = DeliveryOf(1);
        var ended = TargetOf(_bench).DeliverAsync(delivery, CancellationToken.None);
        var run = await _bench.Runtime.NextAsync();
        (await _bench.Pipelines.GetAsync(Workbench.Call, "nightly")).Required.Run?.RunId.ShouldBe(delivery.Key);
        await LookAgainAsync(_bench);
        ended.IsCompleted.ShouldBeFalse("the run is at work");

        run.End();
        await _bench.EndedAsync("nightly");
        await LookAgainAsync(_bench);

        (await ended.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_fails_is_a_firing_that_fails()
    {
        _bench.Options.RestartsMax = 0;
        await CreateAsync("nightly");
        var ended = TargetOf(_bench).DeliverAsync(DeliveryOf(1), CancellationToken.None);
        (await _bench.Runtime.NextAsync()).Fail("invalid-output");
        await _bench.EndedAsync("nightly");
        await LookAgainAsync(_bench);

        (await ended.WaitAsync(TimeSpan.FromSeconds(30))).ShouldNotBeNull().Message.ShouldContain("It failed: invalid-output");
    }

    [Fact]
    public async Task A_delivery_that_is_repeated_after_a_crash_waits_for_the_run_that_goes_on()
    {
        await CreateAsync("nightly");
        using var crash = new CancellationTokenSource();
        var lost = TargetOf(_bench).DeliverAsync(DeliveryOf(1), crash.Token);
        await _bench.Runtime.NextAsync();
        await crash.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(lost);

        var again = await _bench.AgainAsync();
        await again.Starter.StartAllAsync();
        var resumed = await again.Runtime.NextAsync();
        var ended = TargetOf(again).DeliverAsync(DeliveryOf(1), CancellationToken.None);
        await LookAgainAsync(again);
        ended.IsCompleted.ShouldBeFalse();
        resumed.End();
        await again.EndedAsync("nightly");
        await LookAgainAsync(again);

        (await ended.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeNull();
        (await StartsAsync(again)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_that_is_repeated_after_other_runs_tells_how_its_own_ended(bool wellDone)
    {
        _bench.Options.RestartsMax = 0;
        await CreateAsync("nightly");
        using var crash = new CancellationTokenSource();
        var lost = TargetOf(_bench).DeliverAsync(DeliveryOf(1), crash.Token);
        var run = await _bench.Runtime.NextAsync();
        await crash.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(lost);
        if (wellDone)
        {
            run.End();
        }
        else
        {
            run.Fail("invalid-output");
        }

        await _bench.EndedAsync("nightly");
        (await _bench.Streams.StartAsync(Workbench.Call, "nightly", new StartStream())).Refusal.ShouldBeNull();

        var refusal = await TargetOf(_bench).DeliverAsync(DeliveryOf(1), CancellationToken.None);

        (refusal?.Code).ShouldBe(wellDone ? null : "run-failed");
        (await StartsAsync(_bench)).ShouldBe(2, "the other run is the second");
    }

    [Fact]
    public async Task Somebody_elses_run_makes_a_firing_fail_or_wait_as_the_policy_says()
    {
        await CreateAsync("nightly");
        await _bench.Streams.StartAsync(Workbench.Call, "nightly", new StartStream());
        var other = await _bench.Runtime.NextAsync();

        (await TargetOf(_bench).DeliverAsync(DeliveryOf(1), CancellationToken.None)).ShouldNotBeNull().Code.ShouldBe(NodeRefusals.StreamIsRunning);

        var queued = TargetOf(_bench).DeliverAsync(DeliveryOf(2) with { Overlap = OverlapPolicy.Queue }, CancellationToken.None);
        await LookAgainAsync(_bench);
        other.End();
        await _bench.EndedAsync("nightly");
        await LookAgainAsync(_bench);
        var own = await _bench.Runtime.NextAsync();
        queued.IsCompleted.ShouldBeFalse();
        own.End();
        await _bench.EndedAsync("nightly");
        await LookAgainAsync(_bench);
        (await queued.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_whose_pipeline_is_archived_has_failed()
    {
        await CreateAsync("nightly");
        var ended = TargetOf(_bench).DeliverAsync(DeliveryOf(1), CancellationToken.None);
        await _bench.Runtime.NextAsync();
        (await _bench.Pipelines.PauseAsync(Workbench.Call, "nightly")).Refusal.ShouldBeNull();
        (await _bench.Pipelines.ArchiveAsync(Workbench.Call, "nightly")).Refusal.ShouldBeNull();
        await LookAgainAsync(_bench);

        (await ended.WaitAsync(TimeSpan.FromSeconds(30))).ShouldNotBeNull().Message.ShouldContain("archived before it ended");
    }

    [Fact]
    public async Task What_cannot_run_is_said_plainly()
    {
        await CreateAsync("nightly");
        await _bench.Streams.StartAsync(Workbench.Call, "nightly", new StartStream());
        await _bench.Pipelines.PauseAsync(Workbench.Call, "nightly");
        (await TargetOf(_bench).DeliverAsync(DeliveryOf(1), CancellationToken.None)).ShouldNotBeNull().Code.ShouldBe("pipeline-is-paused");

        (await _bench.Pipelines.CreateAsync(Workbench.Call, new CreatePipeline("sketch sum"))).Refusal.ShouldBeNull();
        (await TargetOf(_bench).DeliverAsync(DeliveryOf(1, "sketch"), CancellationToken.None)).ShouldNotBeNull().Code.ShouldBe("pipeline-is-draft");
        (await TargetOf(_bench).DeliverAsync(DeliveryOf(1, "nobody"), CancellationToken.None)).ShouldNotBeNull().Code.ShouldBe("pipeline-not-found");
        (await TargetOf(_bench).CheckAsync(SecurityContext.Development, new ScheduleTarget("pipeline", "nightly", """{"a":1}"""))).ShouldNotBeNull().Code.ShouldBe("bad-input");
    }

    [Fact]
    public async Task A_node_that_runs_as_much_as_it_may_makes_the_delivery_wait()
    {
        await CreateAsync("nightly");
        _bench.Options.StreamsMax = 0;

        await Should.ThrowAsync<TargetBusyException>(TargetOf(_bench).DeliverAsync(DeliveryOf(1), CancellationToken.None));
    }

    private static PipelineTarget TargetOf(Workbench bench) => new(bench.Pipelines, bench.Streams, bench.Clock);

    private ScheduleDelivery DeliveryOf(long number, string pipeline = "nightly") => new(
        SecurityContext.Development, "s", new ScheduleTarget(ScheduleTarget.Pipeline, pipeline, "{}"),
        new RunningFiring(number, _bench.Clock.GetUtcNow(), _bench.Clock.GetUtcNow(), FiringOrigin.Due));

    private async Task CreateAsync(string key) =>
        (await _bench.Streams.CreateAsync(Workbench.Call, new CreateStream($"{key} sum") { Start = false })).Refusal.ShouldBeNull();

    // The target waits for its next look; nothing else is due so soon.
    private static async Task LookAgainAsync(Workbench bench)
    {
        await bench.Clock.WhenTimerDueAsync(PipelineTarget.LookInterval).WaitAsync(TimeSpan.FromSeconds(30));
        bench.Clock.Advance(Second);
    }

    private static async Task<int> StartsAsync(Workbench bench) =>
        (await bench.Pipelines.HistoryAsync(Workbench.Call, "nightly", new PageQuery())).Required.Items.Count(entry => entry.Type == "pipeline.started");
}
