using FlexCore.Domain;

namespace FlexCore.Application.Entities;

/// <summary>An entity could not process a command: its code threw, its commit failed, or its history is contradictory.</summary>
public class EntityFailedException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="reason">What failed and, where there is one, the remedy.</param>
    /// <param name="innerException">The cause, if any.</param>
    public EntityFailedException(EntityId id, string reason, Exception? innerException = null)
        : base($"Entity '{id}' failed: {reason}", innerException)
    {
        Id = id;
    }

    /// <summary>The entity that failed.</summary>
    public EntityId Id { get; }
}
