using System.Collections.Concurrent;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>Decides schedules that must be looked at, and delivers what they fire.</summary>
/// <remarks>Used by many workers at once; the agenda gives a schedule to one of them at a time. At most <see cref="ScheduleOptions.DeliveriesMax"/> deliveries are under way.</remarks>
internal sealed class FiringDesk(ScheduleServices services, ScheduleOptions options, IScheduleObserver observer, ScheduleAgenda agenda, long epoch) : IDisposable
{
    private static readonly SecurityContext Scheduler = new(TenantId.Default, "service:scheduler");

    private readonly ConcurrentDictionary<(EntityId, long), Task> _deliveries = new();
    private readonly SemaphoreSlim _room = new(options.DeliveriesMax);

    /// <summary>Looks at schedules, one after the other, until it is cancelled.</summary>
    /// <exception cref="StaleSchedulerException">A newer scheduler has fired.</exception>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = await agenda.TakeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var (at, exists) = await LookAsync(id, cancellationToken).ConfigureAwait(false);
                agenda.Done(id, at, exists);
            }
            catch (Exception error) when (error is not StaleSchedulerException && !cancellationToken.IsCancellationRequested)
            {
                // The supervision boundary of one schedule: the store may be away, or its history unreadable. The others go on.
                observer.NotDecided(id, error);
                agenda.Done(id, services.Clock.GetUtcNow() + options.RetryDelayMax, exists: true);
            }
        }
    }

    /// <summary>Waits until every delivery has seen that it is over.</summary>
    public async Task EndAsync() => await Task.WhenAll(_deliveries.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private async Task<(DateTimeOffset? At, bool Exists)> LookAsync(EntityId id, CancellationToken cancellationToken)
    {
        var view = (await services.Region.ReadAsync(id, cancellationToken).ConfigureAwait(false)).State;
        var now = services.Clock.GetUtcNow();
        var at = NextOf(view);
        if (at <= now)
        {
            var reply = await services.Region.AskAsync(id, new ScheduleCommand.Fire(ContextOf(id, now), epoch), cancellationToken).ConfigureAwait(false);
            Check(reply.Refusal);
            view = (await services.Region.ReadAsync(id, cancellationToken).ConfigureAwait(false)).State;
            at = NextOf(view);
        }

        foreach (var firing in view.Running)
        {
            Begin(id, view, firing, cancellationToken);
        }

        return (at, view.IsVisible() || view.Running.Count > 0);
    }

    // A schedule that nothing is due for any more is looked at once more, so that it says so.
    private static DateTimeOffset? NextOf(ScheduleState state)
    {
        if (state.Waiting.Count > 0 && state.Running.Count == 0)
        {
            return DateTimeOffset.MinValue;
        }

        if (state.Status != ScheduleStatus.Active)
        {
            return null;
        }

        var (clock, refusal) = ScheduleClock.Of(state.Definition.Timing, state.Anchor, state.Id);
        return clock is null ? throw new InvalidOperationException(refusal?.Message)
            : clock.Next(state.Covered) is { } due ? clock.FiresAt(due)
            : DateTimeOffset.MinValue;
    }

    private void Begin(EntityId id, ScheduleState state, RunningFiring firing, CancellationToken cancellationToken)
    {
        if (_deliveries.ContainsKey((id, firing.Number)))
        {
            return;
        }

        var delivery = new ScheduleDelivery(new SecurityContext(state.Tenant, state.Owner), id.Key, firing.Target ?? state.Definition.Target, firing) { Overlap = state.Definition.Policy.Overlap };
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _deliveries[(id, firing.Number)] = DeliverAsync(id, delivery, begun.Task, cancellationToken);
        begun.SetResult();
    }

    private async Task DeliverAsync(EntityId id, ScheduleDelivery delivery, Task begun, CancellationToken cancellationToken)
    {
        await begun.ConfigureAwait(false);
        var number = delivery.Firing.Number;
        try
        {
            await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var target = services.TargetOf(delivery.Target.Kind);
                var refusal = await RepeatAsync(id, number, options.AttemptsMax, token => target.DeliverAsync(delivery, token), cancellationToken).ConfigureAwait(false);
                await RepeatAsync(id, number, int.MaxValue, token => CompleteAsync(id, number, refusal?.Message, token), cancellationToken).ConfigureAwait(false);
                observer.Ended(id, number, refusal?.Message);
            }
            finally
            {
                _room.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next scheduler finds the firing in the schedule and delivers it again.
            return;
        }
        finally
        {
            _deliveries.TryRemove((id, number), out _);
            agenda.Mark(id);
        }
    }

    private async Task<Refusal?> CompleteAsync(EntityId id, long number, string? error, CancellationToken cancellationToken)
    {
        var command = new ScheduleCommand.Complete(ContextOf(id, services.Clock.GetUtcNow()), epoch, number, error);
        var reply = await services.Region.AskAsync(id, command, cancellationToken).ConfigureAwait(false);

        // A report that was lost and is made again, or that a newer scheduler made, changes nothing.
        return reply.Refusal is null or { Code: "unknown-firing" or "stale-scheduler" } ? null : throw new TargetBusyException(reply.Refusal.Message);
    }

    private async Task<Refusal?> RepeatAsync(EntityId id, long number, int attemptsMax, Func<CancellationToken, Task<Refusal?>> action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await action(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever went wrong, whether the effect happened is unknown; the key makes a repetition safe.
                observer.Repeats(id, number, attempt, error);
                if (attempt >= attemptsMax)
                {
                    return new Refusal("delivery-failed", $"Delivered {attempt} times without an answer, the last time: {error.Message}");
                }
            }

            var pause = options.RetryDelay * Math.Pow(2, Math.Min(attempt - 1, 20));
            await Task.Delay(pause < options.RetryDelayMax ? pause : options.RetryDelayMax, services.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static CommandContext ContextOf(EntityId id, DateTimeOffset now) => new(Scheduler with { Tenant = id.Tenant }, now, $"schedule:{id.Key}");

    private static void Check(Refusal? refusal)
    {
        if (refusal is { Code: "stale-scheduler" })
        {
            throw new StaleSchedulerException(refusal.Message);
        }

        if (refusal is not null and not { Code: "schedule-not-found" })
        {
            throw new TargetBusyException(refusal.Message);
        }
    }
}
