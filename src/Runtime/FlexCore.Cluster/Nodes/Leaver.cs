using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Nodes;

/// <summary>Takes a node out of the cluster in order: leaving, leases given up, shards handed off, down.</summary>
/// <remarks>Used once for a leave; a second leave at the same time finds everything done.</remarks>
internal sealed class Leaver(NodeParts parts, NodeAgents agents)
{
    private readonly long _startedAt = parts.Time.GetTimestamp();

    private TimeSpan Left => parts.Options.LeaveTimeout - parts.Time.GetElapsedTime(_startedAt);

    internal async Task LeaveAsync(CancellationToken cancellationToken)
    {
        using var wake = new Wake(parts.Time);
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        using var over = parts.End.Over.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        parts.View.Wakes(wake);
        try
        {
            parts.Log.Leaving(parts.Self);
            await MarkAsync(MemberStatus.Leaving, wake, cancellationToken);
            await agents.Singletons.StopAsync();
            await HandOffAsync(wake, cancellationToken);
            var left = Exits.Left(parts.Self, agents.Keeper.HeldCount);
            parts.End.Expect(left);
            await MarkAsync(MemberStatus.Down, wake, cancellationToken);
            parts.End.Set(left);
        }
        finally
        {
            parts.View.Forget(wake);
        }
    }

    private bool GoesOn(CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested && !parts.End.IsOver && Left > TimeSpan.Zero;

    /// <summary>Writes the status, as long as there is time. Without the database the others will vote.</summary>
    private async Task MarkAsync(MemberStatus status, Wake wake, CancellationToken cancellationToken)
    {
        while (GoesOn(cancellationToken))
        {
            var outcome = await agents.Writer.ChangeAsync(
                status == MemberStatus.Leaving ? "leave" : "end the membership",
                snapshot => snapshot.Members.FirstOrDefault(member => member.Id == parts.Self) is { } row && row.Status < status ? row with { Status = status } : null,
                cancellationToken);
            if (outcome != WriteOutcome.Failed)
            {
                return;
            }

            await wake.WaitAsync(parts.Options.RetryDelay);
        }
    }

    private async Task HandOffAsync(Wake wake, CancellationToken cancellationToken)
    {
        while (GoesOn(cancellationToken) && OwnsAny())
        {
            if (Left <= parts.Options.LeaveTimeout / 3)
            {
                // Nobody has taken the shards over so far; at least what was accepted is answered.
                agents.Keeper.HandOffAll();
            }

            await wake.WaitAsync(parts.Options.RetryDelay);
        }
    }

    private bool OwnsAny() => agents.Keeper.HeldCount > 0 || parts.View.Current.Shards.Rows.Any(row => row.Owner == parts.Self);
}
