using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Singletons;

/// <summary>Wants one lease, and runs a component while it has it.</summary>
/// <remarks>
/// One loop. The component is told to stop when two thirds of the lease have passed without a renewal, by this node's own clock from before the renewal was
/// sent: the last third is its time to end before the table lets another in.
/// </remarks>
internal sealed class LeaseCandidate(NodeParts parts, LeaseBoard board, LeaseLog log, string name, Func<NamedLease, CancellationToken, Task> run) : IDisposable
{
    private readonly Wake _wake = new(parts.Time);
    private long _renewedAt;

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
                if (MayHold && board.IsFree(name) && await TakeAsync(cancellationToken) is { } lease)
                {
                    await HoldAsync(lease, cancellationToken);
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

    private async Task<NamedLease?> TakeAsync(CancellationToken cancellationToken)
    {
        var sentAt = parts.Time.GetTimestamp();
        var reply = await parts.Calls.TryAsync($"take the lease {name}", token => parts.Tables.Leases.TryAcquireAsync(name, parts.Self, parts.Options.LeaseTtl, token), cancellationToken);
        board.Refresh();
        if (reply.Value is not { } lease)
        {
            await _wake.WaitAsync(parts.Options.RetryDelay);
            return null;
        }

        if (parts.Time.GetElapsedTime(sentAt) >= StopAfter)
        {
            // The answer came so late that the lease may be another's by now: this process was paused in between.
            await ReleaseAsync(lease);
            return null;
        }

        _renewedAt = sentAt;
        log.Taken(name, lease.Epoch);
        return lease;
    }

    private async Task HoldAsync(NamedLease lease, CancellationToken cancellationToken)
    {
        var running = new HeldRun(lease, run, _wake.Set);
        try
        {
            var failedAt = (long?)null;
            while (await KeepsAsync(lease, cancellationToken))
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

                await _wake.WaitAsync(Pause(failedAt));
            }
        }
        finally
        {
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

    /// <summary>Renews the lease when it is time, and says whether the component may go on.</summary>
    private async Task<bool> KeepsAsync(NamedLease lease, CancellationToken cancellationToken)
    {
        var left = StopAfter - parts.Time.GetElapsedTime(_renewedAt);
        if (cancellationToken.IsCancellationRequested || parts.View.SelfStatus != MemberStatus.Up || left <= TimeSpan.Zero)
        {
            return false;
        }

        if (parts.Time.GetElapsedTime(_renewedAt) < parts.Options.LeaseInterval)
        {
            return true;
        }

        using var limit = new CancellationTokenSource(left, parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var sentAt = parts.Time.GetTimestamp();
        var reply = await parts.Calls.TryAsync($"renew the lease {name}", token => parts.Tables.Leases.RenewAsync(lease, parts.Options.LeaseTtl, token), either.Token);
        if (reply.Value)
        {
            _renewedAt = sentAt;
        }

        return reply.Value || (!reply.Succeeded && parts.Time.GetElapsedTime(_renewedAt) < StopAfter);
    }

    private TimeSpan Pause(long? failedAt)
    {
        var renew = parts.Options.LeaseInterval - parts.Time.GetElapsedTime(_renewedAt);
        var pause = renew > TimeSpan.Zero ? renew : parts.Options.RetryDelay;
        var restart = failedAt is { } at ? parts.Options.RestartDelay - parts.Time.GetElapsedTime(at) : pause;
        return restart < pause ? restart : pause;
    }
}
