namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Gives the same command under the same key the same answer, and lets it run once at a time. Thread-safe.</summary>
internal sealed class IdempotencyBehaviour(AnswerMemory memory) : IMessageBehaviour
{
    public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        if (flow.Message.Kind != MessageKind.Command || flow.Call.IdempotencyKey is not { } key)
        {
            return await next(cancellationToken).ConfigureAwait(false);
        }

        var entry = memory.Enter(new AnswerKey(flow.Call.Security, key), flow.Call.RequestHash ?? "", out var isFirst);
        if (!isFirst)
        {
            return entry.Hash == flow.Call.RequestHash
                ? await entry.Outcome.Task.ConfigureAwait(false) with { IsReplay = true }
                : MessageOutcome.Refuse(MessagingRefusals.Reused(key));
        }

        try
        {
            var outcome = await next(cancellationToken).ConfigureAwait(false);

            // A refusal that nothing came before may become an acceptance, and asking again is safe; those of entities the entities remember themselves.
            memory.Leave(entry, isKept: outcome.Refusal is null);
            entry.Outcome.SetResult(outcome);
            return outcome;
        }
        catch (Exception failure)
        {
            // Thrown on to this sender and to those who wait with the same key; the next one runs the command again.
            memory.Leave(entry, isKept: false);
            entry.Outcome.SetException(failure);
            _ = entry.Outcome.Task.Exception;
            throw;
        }
    }
}
