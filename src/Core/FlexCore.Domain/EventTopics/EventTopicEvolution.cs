using System.Diagnostics;

namespace FlexCore.Domain.EventTopics;

/// <summary>Applies events to an event topic's state. Pure; an event that cannot follow the state stops the replay.</summary>
internal static class EventTopicEvolution
{
    public static EventTopicState Apply(EventTopicState state, EventTopicEvent @event) => @event switch
    {
        EventTopicEvent.Created e => state.Exists
            ? throw new ContradictoryHistoryException(nameof(EventTopicEvent.Created), "the topic exists already")
            : EventTopicState.Absent with { Exists = true, Tenant = e.Tenant, Owner = e.Owner },
        EventTopicEvent.RecordsAppended e => Grown(state, e),
        _ => throw new UnreachableException($"The event {@event.GetType().Name} is not part of the family."),
    };

    private static EventTopicState Grown(EventTopicState state, EventTopicEvent.RecordsAppended @event)
    {
        var reason = !state.Exists ? "the topic was never created"
            : @event.First != state.Records + 1 ? $"its first record is {@event.First}, but {state.Records} come before it"
            : @event.Offset != state.Bytes ? $"it begins at byte {@event.Offset}, but {state.Bytes} come before it"
            : null;
        if (reason is not null)
        {
            throw new ContradictoryHistoryException(nameof(EventTopicEvent.RecordsAppended), reason);
        }

        return state with
        {
            Records = state.Records + @event.Count,
            Bytes = state.Bytes + @event.Lines.Length,
            Producers = @event.Producer is { } producer ? WithRow(state.Producers, producer) : state.Producers,
        };
    }

    private static ValueList<ProducerRow> WithRow(ValueList<ProducerRow> producers, ProducerRow row)
    {
        var known = producers.Any(other => string.Equals(other.Producer, row.Producer, StringComparison.Ordinal));
        return known
            ? [.. producers.Select(other => string.Equals(other.Producer, row.Producer, StringComparison.Ordinal) ? row : other)]
            : [.. producers, row];
    }
}
