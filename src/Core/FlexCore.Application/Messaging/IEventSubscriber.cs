using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>Reacts in this process to what a command has published, after the command has committed. Made anew for each event, in a scope of its own.</summary>
/// <typeparam name="TEvent">The class of the event.</typeparam>
/// <remarks>
/// Not guaranteed: a process that dies between the commit and this call makes it only if the command is sent again with its key, and a command that is sent again after a
/// crash publishes again. What must not be missed belongs into a projection or reads the event feed, where it is at least once. When a subscriber throws, the command has
/// succeeded all the same; the error is logged and counted, and the others are told.
/// </remarks>
public interface IEventSubscriber<in TEvent>
    where TEvent : class
{
    /// <summary>Reacts.</summary>
    /// <param name="happened">What was published.</param>
    /// <param name="call">In whose name, and in which chain of work; send further commands with it.</param>
    /// <param name="cancellationToken">The node gives up.</param>
    Task OnAsync(TEvent happened, NodeCall call, CancellationToken cancellationToken);
}
