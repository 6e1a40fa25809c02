using FlexCore.Application.Projections;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Lets a query with a token wait until what it reads has seen the token's writes. Thread-safe.</summary>
internal sealed class ConsistencyBehaviour(IProjectionProgress? progress, MessagingOptions options, TimeProvider clock) : IMessageBehaviour
{
    public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        if (flow.Reading is { Token.Offsets.Count: > 0 } reading && progress is not null)
        {
            var patience = reading.Patience > options.WaitMax ? options.WaitMax : reading.Patience;
            var started = clock.GetTimestamp();
            foreach (var projection in flow.Message.Reads)
            {
                var left = patience - clock.GetElapsedTime(started);
                if (!await progress.WaitAsync(projection, reading.Token, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
                {
                    return MessageOutcome.Refuse(await progress.PositionAsync(projection, cancellationToken).ConfigureAwait(false) is null
                        ? MessagingRefusals.NoProjection(flow.Message.Name, projection)
                        : MessagingRefusals.Late(flow.Message.Name, projection, patience));
                }
            }
        }

        return await next(cancellationToken).ConfigureAwait(false);
    }
}
