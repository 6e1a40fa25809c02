using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.DataSubjects;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Retention;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Commands;

/// <summary>One command of every class, and any number of random ones.</summary>
internal static class SampleCommands
{
    public static CommandContext Context { get; } = new(new SecurityContext(new TenantId("acme"), "user:ana"), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "chain-1");

    public static IReadOnlyList<PipelineCommand> Pipelines { get; } = OfPipelines(new Texts(null));

    public static IReadOnlyList<DataStreamCommand> DataStreams { get; } = OfDataStreams(new Texts(null));

    public static IReadOnlyList<EventTopicCommand> EventTopics { get; } = OfEventTopics(new Texts(null));

    public static IReadOnlyList<EventStreamCommand> EventStreams { get; } = OfEventStreams(new Texts(null));

    public static IReadOnlyList<ScheduleCommand> Schedules { get; } = OfSchedules(new Texts(null));

    public static IReadOnlyList<DataSubjectCommand> DataSubjects { get; } = [new DataSubjectCommand.RecordForgotten(Context, Context.Time, "asked by mail")];

    public static IReadOnlyList<RetentionCommand> Retention { get; } =
        [new RetentionCommand.Set(Context, "stream", "orders-*", TimeSpan.FromDays(90), 1_000), new RetentionCommand.Clear(Context, "stream", "orders-*")];

    public static IReadOnlyList<PipelineCommand> OfPipelines(Texts texts) =>
    [
        new PipelineCommand.Create(Context, texts.Next("Orders"), texts.Next("")) { Document = texts.Some(Document(texts)) },
        new PipelineCommand.SetDocument(Context, Document(texts)),
        new PipelineCommand.Describe(Context, texts.Next("Orders"), texts.Next("per day")),
        new PipelineCommand.AddStep(Context, Step(texts), texts.Number(2) is var at and >= 0 ? at : null),
        new PipelineCommand.RemoveStep(Context, texts.Next("a")),
        new PipelineCommand.ReorderSteps(Context, [texts.Next("b"), texts.Next("a")]),
        new PipelineCommand.SetDependencies(Context, texts.Next("b"), [texts.Next("a")]),
        new PipelineCommand.Activate(Context),
        new PipelineCommand.Start(Context, texts.Next("run-1")),
        new PipelineCommand.Pause(Context),
        new PipelineCommand.Resume(Context),
        new PipelineCommand.Complete(Context, texts.Next("run-1")),
        new PipelineCommand.Fail(Context, texts.Next("run-1"), texts.Next("disk full")),
        new PipelineCommand.Archive(Context),
        new PipelineCommand.Delete(Context),
    ];

    public static IReadOnlyList<DataStreamCommand> OfDataStreams(Texts texts)
    {
        var counters = new StreamCounters(texts.Number(100), texts.Number(90), texts.Number(9), texts.Number(1));
        return
        [
            new DataStreamCommand.Define(
                Context, texts.Next("clicks"), new DataStreamDefinition(texts.Next("{}"), texts.Next("{}"), texts.Next("[]"), texts.Next("{}"), texts.Next("f1"))),
            new DataStreamCommand.Start(Context, texts.Next("run-1"), StartMode.Resume),
            new DataStreamCommand.RecordCheckpoint(Context, texts.Next("run-1"), (int)texts.Number(2), new RecordedCheckpoint(texts.Number(7), counters, texts.Next("byte 17"))),
            new DataStreamCommand.Stop(Context, texts.Next("run-1"), (int)texts.Number(2), counters, texts.Next("drained")),
            new DataStreamCommand.Complete(Context, texts.Next("run-1"), (int)texts.Number(2), counters),
            new DataStreamCommand.Fail(Context, texts.Next("run-1"), (int)texts.Number(2), texts.Next("disk full")),
        ];
    }

    public static IReadOnlyList<EventTopicCommand> OfEventTopics(Texts texts) =>
        [new EventTopicCommand.Append(Context, texts.Bytes("{\"a\":1}\n{\"a\":\"ä\"}\n"u8), (int)texts.Number(2), texts.Some(new ProducerRow(texts.Next("sink-1"), texts.Number(5))))];

    public static IReadOnlyList<EventStreamCommand> OfEventStreams(Texts texts) =>
    [
        new EventStreamCommand.Append(
            Context,
            texts.Number(3) is var expected and >= 0 ? expected : null,
            [
                new StreamEvent(texts.Next("OrderPlaced"), (int)texts.Number(2), texts.Next("""{"total":1.50,"note":"größe"}"""))
                {
                    Metadata = texts.Next("""{"ip":"::1"}"""),
                    Tags = [texts.Next("vip")],
                    AggregateType = texts.Next("Order"),
                    Origin = texts.Some(new EventOrigin(new Guid(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]), DateTimeOffset.UnixEpoch, texts.Next("user:old"), texts.Next("corr"), texts.Next("cause"))),
                },
                new StreamEvent(texts.Next("OrderPaid"), 1, "{}"),
            ]),
    ];

    public static IReadOnlyList<ScheduleCommand> OfSchedules(Texts texts) =>
    [
        new ScheduleCommand.Create(Context, texts.Next("nightly"), Definition(texts)),
        new ScheduleCommand.Change(Context, Definition(texts)),
        new ScheduleCommand.Pause(Context),
        new ScheduleCommand.Resume(Context),
        new ScheduleCommand.Delete(Context),
        new ScheduleCommand.Trigger(Context),
        new ScheduleCommand.Backfill(Context, Context.Time.AddTicks(-texts.Number(77)), Context.Time),
        new ScheduleCommand.Fire(Context, texts.Number(7)),
        new ScheduleCommand.Complete(Context, texts.Number(7), texts.Number(3), texts.Some(texts.Next("no such topic"))),
    ];

    private static ScheduleDefinition Definition(Texts texts) => new(
        texts.Next("Nightly"),
        texts.Next("backs up"),
        new ScheduleTiming
        {
            Cron = texts.Some(texts.Next("0 2 * * *")),
            Every = TimeSpan.FromTicks(texts.Number(9)),
            At = Context.Time.AddTicks(texts.Number(5)),
            TimeZone = texts.Next("Europe/Berlin"),
            End = Context.Time,
            Jitter = TimeSpan.FromSeconds(texts.Number(3)),
        },
        new ScheduleTarget(texts.Next("event"), texts.Next("ticks"), texts.Next("""{"a":"ä"}""")),
        new SchedulePolicy { Overlap = OverlapPolicy.Queue, Misfire = MisfirePolicy.FireAll, MisfireAfter = TimeSpan.FromSeconds(5), CatchUpMax = (int)texts.Number(3) });

    private static PipelineStep Step(Texts texts) => new(texts.Next("b"), texts.Next("filter"), texts.Next("""{"when":"größe > \"1\""}"""), [texts.Next("a")]);

    private static PipelineDocument Document(Texts texts) => new(texts.Next("name: orders\nsteps: []\n"), [Step(texts)]);
}
