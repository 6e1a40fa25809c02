using System.Diagnostics.CodeAnalysis;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>Where operators ask for a rebalancing and the leader's loop takes their orders. Closed on a node that does not lead.</summary>
/// <remarks>Thread-safe. At most <see cref="WaitingMax"/> orders wait.</remarks>
internal sealed class RebalanceDesk(NodeParts parts) : IShardBalancer
{
    /// <summary>The most orders that wait for the leader's loop.</summary>
    internal const int WaitingMax = 16;

    private readonly Lock _gate = new();
    private readonly Queue<RebalanceOrder> _waiting = new();
    private Wake? _loop;

    /// <inheritdoc/>
    public async ValueTask<RebalanceReply> RebalanceAsync(RebalanceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var startedAt = parts.Time.GetTimestamp();
        using var wake = new Wake(parts.Time);
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        parts.View.Wakes(wake);
        try
        {
            var moves = new List<ShardMove>();
            while (true)
            {
                var step = await Place(request).WaitAsync(cancellationToken);
                moves.AddRange(step.Moves);
                var left = request.Patience - parts.Time.GetElapsedTime(startedAt);
                if (step.Refusal is not null || step.IsBalanced || request.IsDryRun || !request.UntilBalanced || left <= TimeSpan.Zero)
                {
                    // A leader that lost its lease after some moves has still decided them.
                    return step with { Moves = moves, Refusal = moves.Count > 0 ? null : step.Refusal };
                }

                await wake.WaitAsync(left < parts.Options.HeartbeatInterval ? left : parts.Options.HeartbeatInterval);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            parts.View.Forget(wake);
        }
    }

    /// <summary>Opens the desk: the loop is woken by every order.</summary>
    internal void Open(Wake loop)
    {
        lock (_gate)
        {
            _loop = loop;
        }
    }

    /// <summary>Closes the desk; who waits learns that this node does not lead.</summary>
    internal void Close()
    {
        RebalanceOrder[] left;
        lock (_gate)
        {
            _loop = null;
            left = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var order in left)
        {
            order.Complete(NotLeader());
        }
    }

    /// <summary>The next order, oldest first.</summary>
    internal bool TryTake([NotNullWhen(true)] out RebalanceOrder? order)
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out order);
        }
    }

    private Task<RebalanceReply> Place(RebalanceRequest request)
    {
        lock (_gate)
        {
            if (_loop is not { } loop || parts.End.IsOver)
            {
                return Task.FromResult(NotLeader());
            }

            if (_waiting.Count >= WaitingMax)
            {
                return Task.FromResult(RebalanceReply.Refused("overloaded", $"{WaitingMax} requests to balance the shards wait already. Try again."));
            }

            var order = new RebalanceOrder(request);
            _waiting.Enqueue(order);
            loop.Set();
            return order.Reply;
        }
    }

    private RebalanceReply NotLeader() =>
        RebalanceReply.Refused("not-leader", $"{parts.Self} does not lead, and only the leader assigns shards. Ask {parts.View.Current.Leader?.Owner.ToString() ?? "again when there is a leader"}.");
}
