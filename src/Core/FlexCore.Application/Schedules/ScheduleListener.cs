using FlexCore.Application.Topics;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Hears that schedules have changed: from whoever changes one, and by a look now and then in case its word was lost. Two loops use it.</summary>
internal sealed class ScheduleListener(ScheduleServices services, ScheduleOptions options, IScheduleObserver observer, ScheduleAgenda agenda)
{
    private readonly Dictionary<EntityId, long> _seen = [];

    /// <summary>Marks what others say has changed; looks at everything when words were lost.</summary>
    public async Task ListenAsync(ITopicSubscription subscription, CancellationToken cancellationToken)
    {
        var dropped = 0L;
        await foreach (var message in subscription.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            agenda.Mark(ScheduleNews.Read(message));
            if (subscription.Dropped != dropped)
            {
                dropped = subscription.Dropped;
                await MarkAllAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Marks everything once, then what has changed unheard.</summary>
    /// <param name="ready">Called when everything was listed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PollAsync(Action ready, CancellationToken cancellationToken)
    {
        while (!await TryAsync(services.Versions is null ? MarkAllAsync : MarkChangedAsync, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(options.RetryDelay, services.Clock, cancellationToken).ConfigureAwait(false);
        }

        ready();
        while (true)
        {
            await Task.Delay(services.Versions is null ? Timeout.InfiniteTimeSpan : options.PollInterval, services.Clock, cancellationToken).ConfigureAwait(false);
            await TryAsync(MarkChangedAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task MarkAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var id in services.Directory.ListAsync(ScheduleDecider.Kind, cancellationToken).ConfigureAwait(false))
        {
            agenda.Mark(id);
        }
    }

    private async Task MarkChangedAsync(CancellationToken cancellationToken)
    {
        if (services.Versions is { } versions)
        {
            foreach (var (id, version) in await versions.ReadAsync(ScheduleDecider.Kind, cancellationToken).ConfigureAwait(false))
            {
                if (_seen.GetValueOrDefault(id) != version)
                {
                    _seen[id] = version;
                    agenda.Mark(id);
                }
            }
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        try
        {
            await look(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The supervision boundary: the store may be away for a while, and a scheduler that ended would only be started again.
            observer.NotListed(error);
            return false;
        }
    }
}
