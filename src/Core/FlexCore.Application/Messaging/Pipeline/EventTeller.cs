using FlexCore.Application.Messaging.Registration;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Does what a command left for after its commit: its own work first, then its events to their subscribers, one after the other. Stateless and thread-safe.</summary>
internal sealed class EventTeller(MessageCatalog catalog, IMessageScopes scopes, IMessagingObserver observer, MessagingInstruments instruments)
{
    public async Task RunAsync(MessageFlow flow, CommandTransaction transaction, IReadOnlyList<object> published, IReadOnlyList<Func<CancellationToken, Task>> work)
    {
        foreach (var piece in work)
        {
            try
            {
                await piece(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                // The supervision boundary of work after a commit: the command has succeeded, and the other pieces are not to blame.
                instruments.CountFollowUpFailure();
                observer.AfterCommitFailed(flow.Message.Name, flow.Id, error);
            }
        }

        foreach (var happened in published)
        {
            foreach (var subscriber in catalog.SubscribersOf(happened.GetType()))
            {
                await TellAsync(subscriber, happened, transaction).ConfigureAwait(false);
            }
        }
    }

    private async Task TellAsync(SubscriberRegistration subscriber, object happened, CommandTransaction transaction)
    {
        // The key is the command's: what a subscriber sends has keys of its own, or none.
        var call = transaction.Call with { IdempotencyKey = null, RequestHash = null };
        try
        {
            var scope = scopes.Open(call);
            await using (scope.ConfigureAwait(false))
            {
                await subscriber.TellAsync(scope.Services, happened, call, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            // The supervision boundary of a subscriber: the command has succeeded, and the other subscribers are told.
            instruments.CountFollowUpFailure();
            observer.SubscriberFailed(subscriber.SubscriberType.Name, subscriber.Module, transaction.CommandId, error);
        }
    }
}
