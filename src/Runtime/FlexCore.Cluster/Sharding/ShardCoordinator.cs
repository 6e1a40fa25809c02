using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>What the leader does: assigns shards, and keeps the membership table in order.</summary>
/// <remarks>One loop, under the leader's lease. Allocation follows from the tables alone, so a new leader needs nothing of the old one.</remarks>
internal sealed class ShardCoordinator(NodeParts parts, TableReader reader, Housekeeper housekeeper, HintSpreader hints, RebalanceDesk desk, ShardLog log)
{
    internal async Task RunAsync(NamedLease leader, CancellationToken cancellationToken)
    {
        using var wake = new Wake(parts.Time);
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        parts.View.Wakes(wake);
        desk.Open(wake);
        try
        {
            var sweptAt = parts.Time.GetTimestamp();
            var sweepAfter = TimeSpan.Zero;
            var isFresh = false;
            while (!cancellationToken.IsCancellationRequested)
            {
                if (parts.Time.GetElapsedTime(sweptAt) >= sweepAfter)
                {
                    sweepAfter = await housekeeper.SweepAsync(cancellationToken);
                    sweptAt = parts.Time.GetTimestamp();
                }

                while (desk.TryTake(out var order))
                {
                    await CarryOutAsync(leader, order, cancellationToken);
                    isFresh = false;
                }

                // Decided on nothing but what was read in this term and after the last decision.
                isFresh = isFresh || await reader.ReadShardsAsync(cancellationToken) is not null;
                if (isFresh && await AssignAsync(leader, cancellationToken))
                {
                    isFresh = await reader.ReadShardsAsync(cancellationToken) is not null;
                    hints.Spread();
                }

                var untilSweep = sweepAfter - parts.Time.GetElapsedTime(sweptAt);
                await wake.WaitAsync(untilSweep < parts.Options.HeartbeatInterval ? untilSweep : parts.Options.HeartbeatInterval);
            }
        }
        finally
        {
            desk.Close();
            parts.View.Forget(wake);
        }
    }

    // An operator's step is the leader's own step, on rows that were read for it.
    private async Task CarryOutAsync(NamedLease leader, RebalanceOrder order, CancellationToken cancellationToken)
    {
        if (await reader.ReadMembersAsync(cancellationToken) is null || await reader.ReadShardsAsync(cancellationToken) is null)
        {
            order.Fail(Unreadable());
            return;
        }

        var before = parts.View.Current;
        var plan = Plan(before, order.Request is { IsDryRun: true, UntilBalanced: true } ? int.MaxValue : MovesLeft(before));
        ShardMove[] moves = [.. plan.Select(decision => new ShardMove(decision.Shard, before.Shards.Rows[decision.Shard].Owner ?? before.Shards.Rows[decision.Shard].Assigned, decision.Node))];
        if (order.Request.IsDryRun)
        {
            order.Complete(ReplyOf(before, moves));
            return;
        }

        if (await WriteAsync(leader, plan, cancellationToken) && await reader.ReadShardsAsync(cancellationToken) is null)
        {
            order.Fail(Unreadable());
            return;
        }

        hints.Spread();
        order.Complete(ReplyOf(parts.View.Current, moves));
    }

    private static JournalException Unreadable() => new("The cluster's tables cannot be read at this moment, so nothing is known of the shards. Look whether the database answers, and try again.");

    private RebalanceReply ReplyOf(ClusterState state, IReadOnlyList<ShardMove> moves)
    {
        var underWay = state.Shards.Rows.Count(static row => row.Owner is null || row.Owner != row.Assigned);
        return new RebalanceReply(moves, underWay, underWay == 0 && Plan(state, int.MaxValue).Count == 0);
    }

    private async Task<bool> AssignAsync(NamedLease leader, CancellationToken cancellationToken)
    {
        var state = parts.View.Current;
        return await WriteAsync(leader, Plan(state, MovesLeft(state)), cancellationToken);
    }

    private IReadOnlyList<ShardAssignment> Plan(ClusterState state, int movesMax)
    {
        var nodes = state.Membership.Members.Where(IsEligible).Select(static member => member.Id).ToList();
        var leaving = state.Serving.Select(static member => member.Id).Except(nodes).ToList();
        return ShardAllocator.Plan(state.Shards.Rows, nodes, leaving, movesMax);
    }

    /// <summary>Writes a plan and says whether the table may have changed.</summary>
    private async Task<bool> WriteAsync(NamedLease leader, IReadOnlyList<ShardAssignment> plan, CancellationToken cancellationToken)
    {
        if (plan.Count == 0 || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        var reply = await parts.Calls.TryAsync("assign shards", token => parts.Tables.Shards.AssignAsync(leader, plan, token), cancellationToken);
        if (reply is { Succeeded: true, Value: true })
        {
            log.Assigned(plan.Count, parts.View.Current.Membership.Members.Count(IsEligible));
        }

        // What failed may have been written all the same: the table is read again in both cases.
        return reply.Value || !reply.Succeeded;
    }

    private bool IsEligible(Member member) =>
        member.Status == MemberStatus.Up
        && (parts.Options.ShardRole.Length == 0 || member.Roles.IsDefaultOrEmpty || member.Roles.Contains(parts.Options.ShardRole));

    private int MovesLeft(ClusterState state) => Math.Max(0, parts.Options.MovesMax - MovesUnderWay(state));

    /// <summary>Shards that a living owner still has to hand to another node.</summary>
    private static int MovesUnderWay(ClusterState state)
    {
        var alive = state.Serving.Select(static member => member.Id).ToHashSet();
        return state.Shards.Rows.Count(row => row.Owner is { } owner && row.Assigned != owner && alive.Contains(owner));
    }
}
