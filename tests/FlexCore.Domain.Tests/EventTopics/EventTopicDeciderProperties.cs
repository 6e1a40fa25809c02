using System.Text;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;

namespace FlexCore.Domain.Tests.EventTopics;

public sealed class EventTopicDeciderProperties : DeciderSpecification<EventTopicState, EventTopicCommand, EventTopicEvent>
{
    protected override IDecider<EventTopicState, EventTopicCommand, EventTopicEvent> Decider { get; } = new EventTopicDecider();

    protected override Gen<EventTopicCommand> Commands => EventTopicCommands.Any;

    [Fact]
    public void The_log_is_every_accepted_line_once_and_in_order() => ForAnyHistory(history =>
    {
        var expected = new StringBuilder();
        var rows = new Dictionary<string, long>();
        foreach (var step in history.Where(step => step.Decision.Refusal is null))
        {
            var append = (EventTopicCommand.Append)step.Command;
            var lines = Encoding.UTF8.GetString(append.Lines.Span).Split('\n')[..append.Count];
            for (var i = 0; i < lines.Length; i++)
            {
                // A producer's row counts once, however often it is sent.
                if (append.Producer is not { } producer || rows.GetValueOrDefault(producer.Producer) < producer.Row + i)
                {
                    expected.Append(lines[i]).Append('\n');
                    if (append.Producer is { } sender)
                    {
                        rows[sender.Producer] = sender.Row + i;
                    }
                }
            }
        }

        var log = history.SelectMany(step => step.Decision.Events).OfType<EventTopicEvent.RecordsAppended>().ToList();
        string.Concat(log.Select(part => Encoding.UTF8.GetString(part.Lines.Span))).ShouldBe(expected.ToString());
    });

    [Fact]
    public void Records_are_numbered_and_placed_without_holes() => ForAnyHistory(history =>
    {
        var (next, offset) = (1L, 0L);
        foreach (var part in history.SelectMany(step => step.Decision.Events).OfType<EventTopicEvent.RecordsAppended>())
        {
            (part.First, part.Offset).ShouldBe((next, offset));
            part.Count.ShouldBe(part.Lines.Span.Count((byte)'\n'));
            (next, offset) = (next + part.Count, offset + part.Lines.Length);
        }
    });

    protected override Enum StatusOf(EventTopicState state) =>
        !state.Exists ? TopicStatus.Absent : state.Producers.Count > 0 ? TopicStatus.WithProducers : TopicStatus.Plain;

    protected override string? IllegalBecause(EventTopicState state) =>
        state.Exists == (state.Owner.Length == 0) ? "only an absent topic has no owner"
        : state.Exists != state.Records > 0 ? "a topic exists from its first record on"
        : state.Bytes < state.Records * 2 ? "every record has a byte and a line feed"
        : state.Producers.Any(producer => producer.Row < 1) ? "rows begin at 1"
        : state.Producers.Select(producer => producer.Producer).Distinct().Count() != state.Producers.Count ? "a producer is there once"
        : null;
}
