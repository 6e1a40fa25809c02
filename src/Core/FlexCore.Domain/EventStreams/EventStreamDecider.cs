using System.Diagnostics;
using System.Text;

namespace FlexCore.Domain.EventStreams;

/// <summary>An event stream: what a user keeps of one thing, in order. It takes what fits its bounds and its expected version.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class EventStreamDecider : IDecider<EventStreamState, EventStreamCommand, StreamEvent>
{
    /// <summary>The entity kind of event streams.</summary>
    public const string Kind = "event-stream";

    /// <inheritdoc/>
    public EventStreamState Initial => EventStreamState.Empty;

    /// <summary>Whether events would be taken, whatever the stream they go to.</summary>
    /// <param name="events">The events of one append.</param>
    /// <returns>Why they would be refused, or <see langword="null"/>.</returns>
    public static Refusal? Check(ValueList<StreamEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return EventStreamRules.Check(events);
    }

    /// <inheritdoc/>
    public Decision<StreamEvent> Decide(EventStreamState state, EventStreamCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (Admission.Check(owner: null, command.Context.Security) is { } refusal)
        {
            return Decision<StreamEvent>.Refuse(refusal);
        }

        return command switch
        {
            EventStreamCommand.Append append => Append(state, append),
            _ => throw new UnreachableException($"The command {command.GetType().Name} is not part of the family."),
        };
    }

    /// <inheritdoc/>
    public EventStreamState Evolve(EventStreamState state, StreamEvent @event)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(@event);
        return new EventStreamState(state.Version + 1, state.Bytes + Encoding.UTF8.GetByteCount(@event.Data));
    }

    private static Decision<StreamEvent> Append(EventStreamState state, EventStreamCommand.Append command)
    {
        if (EventStreamRules.Check(command.Events) is { } broken)
        {
            return Decision<StreamEvent>.Refuse(broken);
        }

        return command.ExpectedVersion is { } expected && expected != state.Version
            ? Decision<StreamEvent>.Refuse(EventStreamRefusals.WrongVersion(expected, state.Version))
            : Decision<StreamEvent>.Accept(command.Events);
    }
}
