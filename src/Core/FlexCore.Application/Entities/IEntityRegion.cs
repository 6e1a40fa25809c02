using FlexCore.Domain;

namespace FlexCore.Application.Entities;

/// <summary>The way to all entities of one kind, wherever they live.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <remarks>
/// Commands of one caller to one entity are processed in the order of the calls, one at a time, and answered after commit. The tenant
/// in the command's context must be the entity's tenant. Refusals the region itself gives: <c>overloaded</c> (the mailbox is full),
/// <c>wrong-tenant</c>, <c>stopping</c>, and on a cluster <c>not-serving</c> (the owner has lost touch with the database). Thread-safe.
/// </remarks>
public interface IEntityRegion<in TCommand, TState>
    where TCommand : ICommand
{
    /// <summary>The entity kind this region serves.</summary>
    string Kind { get; }

    /// <summary>Sends a command and waits for the answer.</summary>
    /// <param name="id">The entity; created by its first event.</param>
    /// <param name="command">The request.</param>
    /// <param name="cancellationToken">Stops waiting. The command may still be processed.</param>
    /// <returns>The answer, after commit.</returns>
    /// <exception cref="AskTimeoutException">No answer came in time; whether the command took effect is unknown.</exception>
    /// <exception cref="EntityFailedException">The entity failed on this command, or its history is contradictory.</exception>
    ValueTask<CommandReply> AskAsync(EntityId id, TCommand command, CancellationToken cancellationToken = default);

    /// <summary>Reads an entity's committed state, after every command this caller has had answered.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>State and version.</returns>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="EntityFailedException">The entity's history is contradictory or cannot be read.</exception>
    ValueTask<EntityView<TState>> ReadAsync(EntityId id, CancellationToken cancellationToken = default);
}
