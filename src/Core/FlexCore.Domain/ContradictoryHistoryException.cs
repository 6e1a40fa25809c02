namespace FlexCore.Domain;

/// <summary>A stored event cannot follow the state it is applied to: the history was not written by this decider, or not in this order.</summary>
/// <remarks>The entity must stop. Going on would build decisions on a state that nobody decided.</remarks>
public sealed class ContradictoryHistoryException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="event">The event that does not fit, by its class name.</param>
    /// <param name="reason">Why it does not fit, as a clause without a full stop.</param>
    public ContradictoryHistoryException(string @event, string reason)
        : base($"The history is contradictory: '{@event}' cannot be applied because {reason}. Restore the stream from a backup.")
    {
        Event = @event;
    }

    /// <summary>The event that does not fit, by its class name.</summary>
    public string Event { get; }
}
