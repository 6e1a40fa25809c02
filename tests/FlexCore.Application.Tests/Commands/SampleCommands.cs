using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.Commands;

/// <summary>One command of every class, and any number of random ones.</summary>
internal static class SampleCommands
{
    public static CommandContext Context { get; } = new(new SecurityContext(new TenantId("acme"), "user:ana"), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "chain-1");

    public static IReadOnlyList<PipelineCommand> Pipelines { get; } = OfPipelines(new Texts(null));

    public static IReadOnlyList<DataStreamCommand> DataStreams { get; } = OfDataStreams(new Texts(null));

    public static IReadOnlyList<EventTopicCommand> EventTopics { get; } = OfEventTopics(new Texts(null));

    public static IReadOnlyList<EventStreamCommand> EventStreams { get; } = OfEventStreams(new Texts(null));

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

    private static PipelineStep Step(Texts texts) => new(texts.Next("b"), texts.Next("filter"), texts.Next("""{"when":"größe > \"1\""}"""), [texts.Next("a")]);

    private static PipelineDocument Document(Texts texts) => new(texts.Next("name: orders\nsteps: []\n"), [Step(texts)]);
}
