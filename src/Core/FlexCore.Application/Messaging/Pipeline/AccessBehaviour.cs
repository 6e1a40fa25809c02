using FlexCore.Domain;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Lets through who may send the message. Stateless and thread-safe.</summary>
internal sealed class AccessBehaviour(IMessageAccess access) : IMessageBehaviour
{
    public Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        var refusal = string.IsNullOrWhiteSpace(flow.Call.Security.Principal)
            ? new Refusal("no-principal", "The request names no principal. Sign in and send it again.")
            : access.Check(flow.Call.Security, flow.Message);
        return refusal is null ? next(cancellationToken) : Task.FromResult(MessageOutcome.Refuse(refusal));
    }
}
