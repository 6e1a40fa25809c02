using FlexCore.Domain;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Handles the message in a scope of its own; a command also in a transaction, whose follow-ups run when it has succeeded. Thread-safe.</summary>
internal sealed class ScopeBehaviour(IMessageScopes scopes, JournalPlaces places, EventTeller teller, TimeProvider clock) : IMessageBehaviour
{
    public async Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken)
    {
        var scope = scopes.Open(flow.Call);
        await using (scope.ConfigureAwait(false))
        {
            flow.Services = scope.Services;
            if (flow.Message.Kind == MessageKind.Query)
            {
                return await next(cancellationToken).ConfigureAwait(false);
            }

            var transaction = new CommandTransaction(flow.Call, flow.Id, clock);
            flow.Transaction = transaction;
            var outcome = await CommitAsync(flow, transaction, next, cancellationToken).ConfigureAwait(false);
            var (published, work) = transaction.End();
            if (outcome.Refusal is null)
            {
                await teller.RunAsync(flow, transaction, published, work).ConfigureAwait(false);
            }

            return outcome;
        }
    }

    private async Task<MessageOutcome> CommitAsync(MessageFlow flow, CommandTransaction transaction, MessageNext next, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await next(cancellationToken).ConfigureAwait(false);
            var effects = transaction.Effects;
            var token = await places.FindAsync(effects, cancellationToken).ConfigureAwait(false);
            return outcome with { Effects = effects, Token = token, Refusal = Told(outcome.Refusal, effects) };
        }
        catch (Exception failure) when (transaction.Effects.Count > 0)
        {
            // Typed, so that the sender learns what stays done.
            transaction.End();
            throw new CommandFailedException(flow.Message.Name, flow.Id, transaction.Effects, failure);
        }
        catch
        {
            // Nothing was changed, so the fault is the sender's as it is; only the transaction ends.
            transaction.End();
            throw;
        }
    }

    private static Refusal? Told(Refusal? refusal, IReadOnlyList<EntityEffect> effects) =>
        refusal is null || effects.Count == 0 ? refusal : new Refusal(refusal.Code, $"{refusal.Message} {EntityEffect.Told(effects)}");
}
