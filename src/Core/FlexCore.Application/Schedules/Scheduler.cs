using FlexCore.Application.Cluster;

namespace FlexCore.Application.Schedules;

/// <summary>Fires schedules when they are due: the component that one node of a cluster runs.</summary>
/// <remarks>
/// <para>It keeps nothing that matters: what is due and what has fired is decided by the schedules themselves, and a firing whose effect is not known to be complete is
/// delivered again by whoever runs next. So it may be killed, paused or started twice at any moment.</para>
/// <para>One loop waits for the next instant, one hears of changes, workers decide schedules, and each firing under way is a task. While nothing is due, one timer is set.</para>
/// </remarks>
public sealed class Scheduler
{
    /// <summary>The name of the singleton that fires schedules.</summary>
    public const string SingletonName = "scheduler";

    private readonly ScheduleServices _services;
    private readonly ScheduleOptions _options;
    private readonly IScheduleObserver _observer;

    /// <summary>Creates the scheduler.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="options">How it works.</param>
    /// <param name="observer">Hears what it does.</param>
    public Scheduler(ScheduleServices services, ScheduleOptions options, IScheduleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        _services = services;
        _options = options;
        _observer = observer;
    }

    /// <summary>Fires under a lease until it is cancelled. Firings under way are left to the next one.</summary>
    /// <param name="lease">The lease; its epoch fences an older scheduler.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="StaleSchedulerException">Another one with a newer epoch has fired.</exception>
    public async Task RunAsync(NamedLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var agenda = new ScheduleAgenda();
        using var firings = new FiringDesk(_services, _options, _observer, agenda, lease.Epoch);
        var news = new ScheduleListener(_services, _options, _observer, agenda);
        var subscription = _services.Bus.Subscribe(ScheduleNews.Security, ScheduleNews.Topic, ScheduleNews.BufferSize);
        await using (subscription.ConfigureAwait(false))
        {
            Task[] loops =
            [
                WatchClockAsync(agenda, ended.Token),
                news.ListenAsync(subscription, ended.Token),
                news.PollAsync(() => _observer.Ready(lease.Epoch, agenda.Count), ended.Token),
                .. Enumerable.Range(0, _options.Workers).Select(_ => firings.WorkAsync(ended.Token)),
            ];
            try
            {
                // Loops end by themselves only when something is wrong.
                await (await Task.WhenAny(loops).ConfigureAwait(false)).ConfigureAwait(false);
            }
            finally
            {
                await ended.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await firings.EndAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task WatchClockAsync(ScheduleAgenda agenda, CancellationToken cancellationToken)
    {
        while (true)
        {
            var sooner = agenda.Sooner();
            var now = _services.Clock.GetUtcNow();
            var wait = agenda.MarkDue(now) - now ?? _options.ClockCheckInterval;

            // A timer may ring a little early by the clock that decides; a millisecond more is cheaper than another round.
            wait = wait < _options.ClockCheckInterval ? wait + TimeSpan.FromMilliseconds(1) : _options.ClockCheckInterval;
            using var rung = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var rings = Task.Delay(wait, _services.Clock, rung.Token);

            // The process may have stood still between its look at the clock and the timer.
            if (_services.Clock.GetUtcNow() - now < wait)
            {
                await Task.WhenAny(sooner, rings).ConfigureAwait(false);
            }

            await rung.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
