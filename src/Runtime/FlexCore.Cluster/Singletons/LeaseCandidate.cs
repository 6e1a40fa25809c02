using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Singletons;

/// <summary>Wants one lease, and runs a component while it has it.</summary>
/// <remarks>
/// One loop; the board renews. The component is told to stop when two thirds of the lease have passed without a renewal, by this node's own clock from before the
/// renewal was sent: the last third is its time to end before the table lets another in.
/// </remarks>
internal sealed class LeaseCandidate(NodeParts parts, LeaseBoard board, LeaseLog log, string name, Func<NamedLease, CancellationToken, Task> run) : IDisposable
{
    private readonly Wake _wake = new(parts.Time);

    private TimeSpan StopAfter => parts.Options.LeaseTtl * 2 / 3;

    private bool MayHold => parts.View.SelfStatus == MemberStatus.Up && parts.View.IsServing;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), _wake);
        parts.View.Wakes(_wake);
        board.Wakes(_wake);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (MayHold && board.IsFree(name) && await TakeAsync(cancellationToken) is { } held)
                {
                    await HoldAsync(held, cancellationToken);
                }
                else
                {
                    await _wake.WaitAsync(parts.Options.LeaseInterval);
                }
            }
        }
        finally
        {
            board.Forget(_wake);
            parts.View.Forget(_wake);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private async Task<HeldLease?> TakeAsync(CancellationToken cancellationToken)
    {
        var sentAt = parts.Time.GetTimestamp();
        var reply = await parts.Calls.TryAsync($"take the lease {name}", token => parts.Tables.Leases.TryAcquireAsync(name, parts.Self, parts.Options.LeaseTtl, token), cancellationToken);
        if (reply.Value is not { } lease)
        {
            board.Refresh();
            await _wake.WaitAsync(parts.Options.RetryDelay);
            return null;
        }

        var held = new HeldLease(lease, sentAt);
        if (IsOver(held))
        {
            // The answer came so late that the lease may be another's by now: this process was paused in between.
            await ReleaseAsync(lease);
            return null;
        }

        board.Keep(held);
        board.Refresh();
        log.Taken(name, lease.Epoch);
        return held;
    }

    private async Task HoldAsync(HeldLease held, CancellationToken cancellationToken)
    {
        var lease = held.Lease;
        var running = new HeldRun(lease, run, _wake.Set);
        try
        {
            var failedAt = (long?)null;
            while (!cancellationToken.IsCancellationRequested && parts.View.SelfStatus == MemberStatus.Up && !held.IsLost && !IsOver(held))
            {
                if (running.HasEnded && failedAt is null)
                {
                    failedAt = parts.Time.GetTimestamp();
                    log.EndedByItself(name, lease.Epoch, await running.Task);
                }

                if (failedAt is { } at && parts.Time.GetElapsedTime(at) >= parts.Options.RestartDelay)
                {
                    running.Dispose();
                    running = new HeldRun(lease, run, _wake.Set);
                    failedAt = null;
                }

                await _wake.WaitAsync(Pause(held, failedAt));
            }
        }
        finally
        {
            // Not renewed while it ends: a component that does not end must not keep the lease from others for ever.
            board.Drop(held);
            await running.StopAsync();
            running.Dispose();
        }

        // Released only after the component has ended: until then no other may start it.
        await ReleaseAsync(lease);
    }

    private async Task ReleaseAsync(NamedLease lease)
    {
        await parts.Calls.TryAsync($"release the lease {name}", token => parts.Tables.Leases.ReleaseAsync(lease, token), parts.End.Over);
        log.GivenUp(name, lease.Epoch);
        board.Refresh();
    }

    private bool IsOver(HeldLease held) => parts.Time.GetElapsedTime(held.RenewedAt) >= StopAfter;

    private TimeSpan Pause(HeldLease held, long? failedAt)
    {
        var pause = StopAfter - parts.Time.GetElapsedTime(held.RenewedAt);
        var restart = failedAt is { } at ? parts.Options.RestartDelay - parts.Time.GetElapsedTime(at) : pause;
        return restart < pause ? restart : pause;
    }
}
