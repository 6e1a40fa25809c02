using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>A command that an entity wants to be sent at an instant.</summary>
/// <typeparam name="TCommand">The aggregate's command family.</typeparam>
/// <param name="Name">What the timer is for; name and due time identify it.</param>
/// <param name="Due">When to send. A time in the past means at once.</param>
/// <param name="CreateCommand">Makes the command; it gets the time of sending.</param>
/// <remarks>
/// The command is sent at least once: again after a failure, and again when the entity is loaded and its state still wants it. The decider
/// makes the effect single, because its state then no longer waits.
/// </remarks>
public sealed record EntityTimer<TCommand>(string Name, DateTimeOffset Due, Func<DateTimeOffset, TCommand> CreateCommand)
    where TCommand : ICommand
{
    internal bool IsSameAs(EntityTimer<TCommand>? other) => other is not null && Name == other.Name && Due == other.Due;
}
