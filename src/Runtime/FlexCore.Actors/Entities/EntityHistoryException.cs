using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>An entity's stored history contradicts itself: a hole, an event nobody can read, or one its aggregate rejects. The entity is stopped.</summary>
public sealed class EntityHistoryException : EntityFailedException
{
    /// <summary>Creates the error.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="version">The version at which the history breaks.</param>
    /// <param name="reason">What is wrong there, with the remedy.</param>
    /// <param name="innerException">The reader's error, if any.</param>
    public EntityHistoryException(EntityId id, long version, string reason, Exception? innerException = null)
        : base(id, $"its history breaks at version {version}: {reason}", innerException)
    {
        Version = version;
    }

    /// <summary>The version at which the history breaks.</summary>
    public long Version { get; }
}
