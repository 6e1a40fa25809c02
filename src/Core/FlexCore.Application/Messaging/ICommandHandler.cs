using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>Does what one kind of command asks for. Made anew for each command, in a scope of its own.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
/// <typeparam name="TResult">What it answers.</typeparam>
/// <remarks>
/// An entity is the boundary of consistency: what the handler asks one entity for happens whole or not at all, and is durable when the entity has answered. A handler that asks
/// several entities is a sequence of such steps; when a later one fails, the answer says which ones are done. So check first, change afterwards, and let a retry with the same
/// key find the same way: ask entities in an order that depends on the command alone.
/// </remarks>
public interface ICommandHandler<in TCommand, TResult>
    where TCommand : IBusCommand<TResult>
    where TResult : class
{
    /// <summary>Handles a command.</summary>
    /// <param name="command">The command; it has passed its checks.</param>
    /// <param name="transaction">Who asks, and the way to entities, subscribers and work after the commit.</param>
    /// <param name="cancellationToken">The node gives up.</param>
    /// <returns>The result, or why the command is refused.</returns>
    Task<NodeReply<TResult>> HandleAsync(TCommand command, CommandTransaction transaction, CancellationToken cancellationToken);
}
