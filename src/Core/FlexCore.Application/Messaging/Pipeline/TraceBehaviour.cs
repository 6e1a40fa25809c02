using System.Diagnostics;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Puts each message into a span. Stateless and thread-safe.</summary>
internal sealed class TraceBehaviour : IMessageBehaviour
{
    public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        using var span = MessagingActivities.Start(flow);
        try
        {
            var outcome = await next(cancellationToken).ConfigureAwait(false);
            span?.SetTag("flexcore.outcome", outcome.Refusal?.Code ?? (outcome.IsReplay ? "replayed" : "done"));
            return outcome;
        }
        catch (Exception error)
        {
            // Noted and thrown on: the span tells what the sender gets.
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            throw;
        }
    }
}
