using FlexCore.Domain;

namespace FlexCore.Application.Entities;

/// <summary>No answer came in time. The command may or may not have taken effect; ask again with the same idempotency key.</summary>
public sealed class AskTimeoutException : TimeoutException
{
    /// <summary>Creates the error.</summary>
    /// <param name="id">The entity that was asked.</param>
    /// <param name="timeout">How long the caller waited.</param>
    public AskTimeoutException(EntityId id, TimeSpan timeout)
        : base($"Entity '{id}' did not answer within {timeout.TotalMilliseconds:0} ms. The command may still take effect: "
            + "ask again with the same idempotency key to learn the outcome.")
    {
        Id = id;
        Timeout = timeout;
    }

    /// <summary>Creates the error for an answer that will not come, because the way to the entity broke.</summary>
    /// <param name="id">The entity that was asked.</param>
    /// <param name="reason">What happened, a sentence.</param>
    public AskTimeoutException(EntityId id, string reason)
        : base($"Entity '{id}' did not answer: {reason} The command may still take effect: ask again with the same idempotency key to learn the outcome.")
    {
        Id = id;
    }

    /// <summary>The entity that was asked.</summary>
    public EntityId Id { get; }

    /// <summary>How long the caller waited; zero when the way to the entity broke before.</summary>
    public TimeSpan Timeout { get; }
}
