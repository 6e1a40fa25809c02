namespace FlexCore.Actors;

/// <summary>Code that owns its state alone: it handles one message at a time and answers each.</summary>
/// <typeparam name="TMessage">What it can be sent.</typeparam>
/// <typeparam name="TReply">What it answers.</typeparam>
/// <remarks>
/// The next message is taken only when the task of the last one has completed; awaiting inside a handler is safe. When a member throws,
/// the message fails alone, the instance is discarded, and after a back-off the factory makes a new one. Messages that wait stay.
/// </remarks>
public abstract class Actor<TMessage, TReply>
{
    /// <summary>Handles one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="context">The actor's surroundings.</param>
    /// <returns>The answer; nobody sees it when the message was told and not asked.</returns>
    public abstract ValueTask<TReply> ReceiveAsync(TMessage message, ActorContext<TMessage, TReply> context);

    /// <summary>Runs before the first message of this instance.</summary>
    /// <param name="context">The actor's surroundings.</param>
    public virtual ValueTask StartAsync(ActorContext<TMessage, TReply> context) => ValueTask.CompletedTask;

    /// <summary>Runs after the last message of this instance.</summary>
    /// <param name="cause">Why the instance failed, or <see langword="null"/> when the actor stops.</param>
    public virtual ValueTask StopAsync(Exception? cause) => ValueTask.CompletedTask;
}
