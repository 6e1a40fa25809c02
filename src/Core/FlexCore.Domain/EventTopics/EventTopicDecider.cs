using System.Diagnostics;

namespace FlexCore.Domain.EventTopics;

/// <summary>The event topic aggregate: an ordered log of records that only grows.</summary>
/// <remarks>Stateless and thread-safe. Rules and refusal codes are in this folder's README.md.</remarks>
public sealed class EventTopicDecider : IDecider<EventTopicState, EventTopicCommand, EventTopicEvent>
{
    /// <summary>The entity kind of event topics.</summary>
    public const string Kind = "event-topic";

    /// <inheritdoc/>
    public EventTopicState Initial => EventTopicState.Absent;

    /// <inheritdoc/>
    public Decision<EventTopicEvent> Decide(EventTopicState state, EventTopicCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (Admission.Check(state.Exists ? state.Tenant : null, command.Context.Security) is { } refusal)
        {
            return Decision<EventTopicEvent>.Refuse(refusal);
        }

        return command switch
        {
            EventTopicCommand.Append append => Append(state, append),
            _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
        };
    }

    /// <inheritdoc/>
    public EventTopicState Evolve(EventTopicState state, EventTopicEvent @event)
    {
        ArgumentNullException.ThrowIfNull(state);
        return EventTopicEvolution.Apply(state, @event);
    }

    private static Decision<EventTopicEvent> Append(EventTopicState state, EventTopicCommand.Append command)
    {
        var refusal = EventTopicLines.Check(command.Lines.Span, command.Count)
            ?? (command.Producer is { } producer ? CheckProducer(state, producer) : null);
        if (refusal is not null)
        {
            return Decision<EventTopicEvent>.Refuse(refusal);
        }

        // What the producer sends again after a crash is in the topic already.
        var known = command.Producer is { } sender ? state.LastRowOf(sender.Producer) - sender.Row + 1 : 0;
        if (known >= command.Count)
        {
            return Decision<EventTopicEvent>.Nothing;
        }

        var skipped = (int)known;
        var events = new List<EventTopicEvent>(2);
        if (!state.Exists)
        {
            events.Add(new EventTopicEvent.Created(command.Context.Security.Tenant, command.Context.Security.Principal));
        }

        Cut(state, EventTopicLines.Skip(command.Lines, skipped), command.Count - skipped, command.Producer is { } first ? first with { Row = first.Row + skipped } : null, events);
        return Decision<EventTopicEvent>.Accept(events);
    }

    private static Refusal? CheckProducer(EventTopicState state, ProducerRow producer)
    {
        if (IdentifierRules.Violation(producer.Producer, EventTopicLimits.ProducerLengthMax, upperCase: true) is { } rule)
        {
            return EventTopicRefusals.BadName(producer.Producer, rule);
        }

        var last = state.LastRowOf(producer.Producer);
        return producer.Row < 1 ? EventTopicRefusals.BadRow(producer.Row)
            : producer.Row > last + 1 ? EventTopicRefusals.RowsMissing(producer, last)
            : last == 0 && state.Producers.Count >= EventTopicLimits.ProducersMax ? EventTopicRefusals.TooManyProducers()
            : null;
    }

    private static void Cut(EventTopicState state, ReadOnlyMemory<byte> lines, int count, ProducerRow? producer, List<EventTopicEvent> events)
    {
        var first = state.Records + 1;
        var offset = state.Bytes;
        while (count > 0)
        {
            var part = EventTopicLines.Take(lines, count, EventTopicLimits.EventBytesMax);
            var last = producer is null ? null : producer with { Row = producer.Row + part.Count - 1 };
            events.Add(new EventTopicEvent.RecordsAppended(first, offset, part.Count, part.Lines, last));
            first += part.Count;
            offset += part.Lines.Length;
            count -= part.Count;
            lines = lines[part.Lines.Length..];
            producer = producer is null ? null : producer with { Row = producer.Row + part.Count };
        }
    }
}
