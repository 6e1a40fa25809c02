using System.Globalization;
using FlexCore.Application.Cluster;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;

namespace FlexCore.ChaosBank.Timers;

/// <summary>A timer that is due four times a second and fires on one node of the cluster: its effect is an entry in a ledger, fenced with the lease's epoch.</summary>
/// <remarks>Started and stopped by the host. Whoever holds the lease is one loop.</remarks>
internal sealed class TimerService(IClusterSingleton singletons, IEntityRegion<TimerCommand, TimerState> timers) : IHostedService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    private IAsyncDisposable? _registration;

    /// <summary>The ledger of the timer.</summary>
    public static Domain.EntityId Ledger { get; } = new(Ledgers.Security.Tenant, TimerDecider.Kind, "quarter-seconds");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = singletons.Register("chaos-timer", RunAsync);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_registration is { } registration)
        {
            await registration.DisposeAsync();
        }
    }

    private async Task RunAsync(NamedLease lease, CancellationToken cancellationToken)
    {
        if (!await TellAsync(new Fence(Context($"fence-{lease.Epoch}"), lease.Epoch), cancellationToken))
        {
            return;
        }

        var next = (await ReadAsync(cancellationToken)).Runs is [.., var last] ? last.To + 1 : 1;
        using var due = new PeriodicTimer(Period, TimeProvider.System);
        while (await due.WaitForNextTickAsync(cancellationToken))
        {
            if (!await TellAsync(new Fire(Context($"fire-{lease.Epoch}-{next}"), lease.Epoch, next), cancellationToken))
            {
                return;
            }

            next++;
        }
    }

    /// <summary>Says it until there is an answer.</summary>
    /// <returns>Whether it was taken; not when another holder has begun.</returns>
    private async Task<bool> TellAsync(TimerCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var reply = await timers.AskAsync(Ledger, command, cancellationToken);
                if (reply.Refusal?.Code is null or "stale")
                {
                    return reply.IsAccepted;
                }
            }
            catch (Exception error) when (IsPassing(error))
            {
                // Whether it was written is not known; its key makes the repeat safe.
            }

            await PauseAsync(cancellationToken);
        }
    }

    private async Task<TimerState> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await timers.ReadAsync(Ledger, cancellationToken)).State;
            }
            catch (Exception error) when (IsPassing(error))
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    private static bool IsPassing(Exception error) => error is TimeoutException or EntityFailedException or JournalException;

    private static Domain.CommandContext Context(FormattableString key) => Ledgers.Context(key.ToString(CultureInfo.InvariantCulture));

    private static async Task PauseAsync(CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(RetryPause, TimeProvider.System);
        await pause.WaitForNextTickAsync(cancellationToken);
    }
}
