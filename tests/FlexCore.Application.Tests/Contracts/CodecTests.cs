using FlexCore.Application.DataStreams;
using FlexCore.Application.Events;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Schedules;
using FlexCore.Application.Tests.Events;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Contracts;

public sealed class CodecTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly TenantId Acme = new("acme");

    [Fact]
    public void A_pipeline_reads_back_equal_from_its_snapshot()
    {
        var state = new PipelineState(
            PipelineStatus.Failed,
            Acme,
            "user:ana",
            "Bestellungen \"täglich\"",
            "",
            [new PipelineStep("a", "filter", """{"when":"x > 1"}""", []), new PipelineStep("b", "map", "{}", ["a"])],
            3,
            new PipelineRun("r1", 2, Noon, Noon.AddTicks(7), "disk full"));

        PipelineCodecs.Snapshots.Decode(PipelineCodecs.Snapshots.Encode(state)).ShouldBe(state);
        PipelineCodecs.Snapshots.Decode(PipelineCodecs.Snapshots.Encode(PipelineState.Absent)).ShouldBe(PipelineState.Absent);
    }

    [Fact]
    public void A_data_stream_reads_back_equal_from_its_snapshot()
    {
        var counters = new StreamCounters(long.MaxValue, 2, 3, 4);
        var run = new StreamRun("r1", 2, "f1", Noon, counters, new RecordedCheckpoint(7, counters, "byte 17")) { EndedAt = Noon, Reason = "drained" };
        var state = new DataStreamState(
            DataStreamStatus.Stopped, Acme, "user:ana", "clicks", new DataStreamDefinition("{}", "{}", "[]", "{}", "f1"), run);

        DataStreamCodecs.Snapshots.Decode(DataStreamCodecs.Snapshots.Encode(state)).ShouldBe(state);
        DataStreamCodecs.Snapshots.Decode(DataStreamCodecs.Snapshots.Encode(DataStreamState.Absent)).ShouldBe(DataStreamState.Absent);
    }

    [Fact]
    public void A_schedule_reads_back_equal_from_its_snapshot()
    {
        var definition = new ScheduleDefinition(
            "Nachts", "", new ScheduleTiming { Every = TimeSpan.FromHours(36), Start = Noon }, new ScheduleTarget("event", "t", """{"a":"\u0000"}"""), new SchedulePolicy());
        var state = new ScheduleState(ScheduleStatus.Active, Acme, "user:ana", "nightly", definition)
        {
            Anchor = Noon,
            Covered = Noon.AddTicks(1),
            Fired = long.MaxValue,
            Epoch = 3,
            LastSkipped = new SkippedTimes(Noon, Noon, 1, true, SkipReason.QueueFull),
            Running = [new RunningFiring(2, Noon, Noon, FiringOrigin.Due)],
            Waiting = [new WaitingFiring(Noon, FiringOrigin.Backfill)],
            History = [new EndedFiring(1, Noon, Noon, Noon, FiringOrigin.Manual, "no"), new EndedFiring(1, Noon, Noon, Noon, FiringOrigin.CatchUp, null)],
        };

        ScheduleCodecs.Snapshots.Decode(ScheduleCodecs.Snapshots.Encode(state)).ShouldBe(state);
        ScheduleCodecs.Snapshots.Decode(ScheduleCodecs.Snapshots.Encode(ScheduleState.Absent)).ShouldBe(ScheduleState.Absent);
    }

    [Fact]
    public void Quotes_and_letters_are_stored_as_they_are()
    {
        var step = new PipelineStep("a", "filter", """{"when":"größe > 1"}""", []);

        EventRegistryTests.Text(PipelineCodecs.Events.Encode(new PipelineEvent.StepAdded(step, 0)).Payload)
            .ShouldContain("when\\\":\\\"größe > 1");
    }

    [Theory]
    [InlineData("pipeline.created", """{"tenant":"NOT VALID","owner":"x","name":"n","description":""}""")]
    [InlineData("pipeline.created", """{"tenant":7,"owner":"x","name":"n","description":""}""")]
    [InlineData("pipeline.created", """{"tenant":null,"owner":"x","name":"n","description":""}""")]
    [InlineData("pipeline.created", """{"tenant":"acme","owner":null,"name":"n","description":""}""")]
    [InlineData("pipeline.created", """{"tenant":"acme","name":"n","description":""}""")]
    [InlineData("pipeline.created", """{"tenant":"acme","owner":"x","name":"n","name":"m","description":""}""")]
    [InlineData("pipeline.activated", """{"surprise":1}""")]
    [InlineData("pipeline.steps-reordered", """{"order":"a"}""")]
    [InlineData("pipeline.steps-reordered", """{"order":["a",null]}""")]
    [InlineData("pipeline.steps-reordered", """{"order":["a",1]}""")]
    [InlineData("pipeline.steps-reordered", """{"order":["a" """)]
    [InlineData("pipeline.version-published", """{"version":1.5}""")]
    [InlineData("pipeline.completed", """{"runId":"r1","at":"yesterday"}""")]
    public void A_payload_that_does_not_fit_is_an_unknown_event(string type, string payload)
    {
        Should.Throw<UnknownEventException>(() => PipelineCodecs.Events.Decode(type, 1, EventRegistryTests.Utf8(payload))).Type.ShouldBe(type);
    }
}
