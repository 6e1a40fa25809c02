namespace FlexCore.Application.Messaging;

/// <summary>Goes on with a message: the next step, at last the handler.</summary>
/// <param name="cancellationToken">Gives up.</param>
public delegate Task<MessageOutcome> MessageNext(CancellationToken cancellationToken);

/// <summary>A step that every message passes on its way to its handler. Modules add their own; those run inside the message's scope, after the node's.</summary>
public interface IMessageBehaviour
{
    /// <summary>Does the step.</summary>
    /// <param name="flow">The message.</param>
    /// <param name="next">Goes on; not calling it ends the message with what this step answers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken);
}
