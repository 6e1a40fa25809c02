namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Measures how long messages take and how they end. Thread-safe.</summary>
internal sealed class MetricsBehaviour(MessagingInstruments instruments, TimeProvider clock) : IMessageBehaviour
{
    public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var how = "failed";
        try
        {
            var outcome = await next(cancellationToken).ConfigureAwait(false);
            how = outcome.Refusal is not null ? "refused" : outcome.IsReplay ? "replayed" : "done";
            return outcome;
        }
        finally
        {
            instruments.RecordDuration(flow.Message, how, clock.GetElapsedTime(started));
        }
    }
}
