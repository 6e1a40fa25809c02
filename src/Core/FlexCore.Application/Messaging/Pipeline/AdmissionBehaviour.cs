namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Bounds how many messages are at work, and how deep they cause each other. Thread-safe.</summary>
internal sealed class AdmissionBehaviour(MessagingOptions options, MessagingInstruments instruments) : IMessageBehaviour
{
    // Flows into whatever a handler or subscriber sends, and ends with the step that set it.
    private readonly AsyncLocal<int> _depth = new();
    private int _inFlight;

    public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        if (_depth.Value >= options.DepthMax)
        {
            return MessageOutcome.Refuse(MessagingRefusals.Deep(flow.Message.Name, options.DepthMax));
        }

        try
        {
            if (Interlocked.Increment(ref _inFlight) > options.InFlightMax)
            {
                return MessageOutcome.Refuse(MessagingRefusals.Busy(options.InFlightMax));
            }

            instruments.Enter();
            try
            {
                _depth.Value++;
                return await next(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                instruments.Leave();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
