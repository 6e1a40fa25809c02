using FlexCore.Domain;

namespace FlexCore.Application.Entities;

/// <summary>An entity's answer to a command. It leaves the entity only after the events are durable.</summary>
/// <param name="Version">The entity's version after the command (unchanged when it was refused or changed nothing).</param>
/// <param name="Refusal">Why the command was refused, or <see langword="null"/> when it was accepted.</param>
/// <param name="IsReplay">Whether this answer was given before, to the same idempotency key.</param>
public readonly record struct CommandReply(long Version, Refusal? Refusal, bool IsReplay)
{
    /// <summary>Whether the command was accepted.</summary>
    public bool IsAccepted => Refusal is null;
}
