using FlexCore.Application.UseCases;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Reads and checks the message. Stateless and thread-safe.</summary>
internal sealed class CheckBehaviour : IMessageBehaviour
{
    public Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        if (flow.Message.Kind == MessageKind.Command && PipelineDesk.Check(flow.Call) is { } badKey)
        {
            return Task.FromResult(MessageOutcome.Refuse(badKey, "idempotencyKey"));
        }

        return flow.Registration.Read(flow) is { } refused ? Task.FromResult(refused) : next(cancellationToken);
    }
}
