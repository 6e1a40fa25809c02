using FlexCore.Actors.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Pipelines;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;
using FlexCore.EndToEnd.Tests.Processes;
using static FlexCore.Domain.Pipelines.PipelineCommand;

namespace FlexCore.EndToEnd.Tests.Aggregates;

/// <summary>The pipeline aggregate with its codecs on the embedded engine: what it decided is there after every restart.</summary>
public sealed class PipelineAggregateTests : IDisposable
{
    private static readonly CommandContext Me = new(new SecurityContext(new TenantId("acme"), "user:ana"), DateTimeOffset.UnixEpoch, "c-1");
    private static readonly EntityId Orders = new(new TenantId("acme"), PipelineDecider.Kind, "orders");

    private static readonly PipelineCommand[] Story =
    [
        new Create(Me, "Orders \"täglich\"", "All orders."),
        new AddStep(Me, new PipelineStep("read", "file", """{"path":"orders.csv"}""", [])),
        new AddStep(Me, new PipelineStep("clean", "filter", """{"when":"amount > 0"}""", ["read"])),
        new AddStep(Me, new PipelineStep("write", "table", "{}", ["clean"])),
        new SetDependencies(Me, "write", ["read", "clean"]),
        new Activate(Me),
        new Start(Me, "run-1"),
        new Pause(Me),
        new ReorderSteps(Me, ["write", "read", "clean"]),
        new Resume(Me),
        new Complete(Me, "run-1"),
        new Start(Me, "run-2"),
        new Fail(Me, "run-2", "No space left on device."),
    ];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1_000)]
    public async Task A_pipeline_survives_a_restart_after_every_command(int snapshotEvery)
    {
        var decider = new PipelineDecider();
        var expected = decider.Initial;
        foreach (var command in Story)
        {
            expected = decider.Decide(expected, command).Events.Aggregate(expected, decider.Evolve);
            await using (var before = await OpenAsync(snapshotEvery))
            {
                (await before.Region.AskAsync(Orders, command)).IsAccepted.ShouldBeTrue($"{command}");
            }

            await using var after = await OpenAsync(snapshotEvery);
            (await after.Region.ReadAsync(Orders)).State.ShouldBe(expected, $"after {command}");
        }

        expected.Status.ShouldBe(PipelineStatus.Failed);
        expected.Version.ShouldBe(2);
    }

    [Fact]
    public async Task The_journal_holds_the_story_under_its_stored_names()
    {
        await using var engine = await OpenAsync(snapshotEvery: 1_000);
        foreach (var command in Story)
        {
            await engine.Region.AskAsync(Orders, command);
        }

        var stored = new List<string>();
        var state = PipelineState.Absent;
        await foreach (var @event in engine.Store.Journal.ReadStreamAsync(Orders, 1))
        {
            @event.Metadata.Principal.ShouldBe("user:ana");
            SystemEvents.Contains(@event.Type).ShouldBeFalse();
            stored.Add(@event.Type);
            state = new PipelineDecider().Evolve(state, PipelineCodecs.Events.Decode(@event.Type, @event.SchemaVersion, @event.Payload));
        }

        state.ShouldBe((await engine.Region.ReadAsync(Orders)).State);
        stored.ShouldBe(
        [
            "pipeline.created", "pipeline.step-added", "pipeline.step-added", "pipeline.step-added", "pipeline.dependencies-set",
            "pipeline.activated", "pipeline.version-published", "pipeline.started", "pipeline.paused", "pipeline.steps-reordered",
            "pipeline.version-published", "pipeline.resumed", "pipeline.completed", "pipeline.started", "pipeline.failed",
        ]);
    }

    [Fact]
    public async Task A_refusal_is_remembered_for_its_key_over_a_restart()
    {
        var early = new Activate(Me with { IdempotencyKey = "activate-1" });
        await using (var before = await OpenAsync(snapshotEvery: 1_000))
        {
            await before.Region.AskAsync(Orders, Story[0]);
            (await before.Region.AskAsync(Orders, early)).Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-has-no-steps");
            await before.Region.AskAsync(Orders, Story[1]);
        }

        await using var after = await OpenAsync(snapshotEvery: 1_000);
        var again = await after.Region.AskAsync(Orders, early);
        again.IsReplay.ShouldBeTrue();
        again.Refusal.ShouldNotBeNull().Code.ShouldBe("pipeline-has-no-steps");
        (await after.Region.AskAsync(Orders, new Activate(Me))).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_tenant_is_refused_by_region_and_aggregate()
    {
        var foreign = Me with { Security = new SecurityContext(new TenantId("other"), "user:eve") };
        await using var engine = await OpenAsync(snapshotEvery: 1_000);
        await engine.Region.AskAsync(Orders, Story[0]);

        (await engine.Region.AskAsync(Orders, new Archive(foreign))).Refusal.ShouldNotBeNull().Code.ShouldBe("wrong-tenant");
        (await engine.Region.ReadAsync(Orders)).State.Status.ShouldBe(PipelineStatus.Draft);
    }

    private Task<EmbeddedAggregate<PipelineState, PipelineCommand, PipelineEvent>> OpenAsync(int snapshotEvery) =>
        EmbeddedAggregate<PipelineState, PipelineCommand, PipelineEvent>.OpenAsync(
            _workspace.DataFolder,
            new(PipelineDecider.Kind, new PipelineDecider(), PipelineCodecs.Events) { Snapshots = PipelineCodecs.Snapshots },
            snapshotEvery);
}
