using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>What the leader does: assigns shards, and keeps the membership table in order.</summary>
/// <remarks>One loop, under the leader's lease. Allocation follows from the tables alone, so a new leader needs nothing of the old one.</remarks>
internal sealed class ShardCoordinator(NodeParts parts, TableReader reader, Housekeeper housekeeper, HintSpreader hints, ShardLog log)
{
    internal async Task RunAsync(NamedLease leader, CancellationToken cancellationToken)
    {
        using var wake = new Wake(parts.Time);
        using var stop = cancellationToken.UnsafeRegister(static wake => (wake as Wake)?.Set(), wake);
        parts.View.Wakes(wake);
        try
        {
            var sweptAt = (long?)null;
            var isFresh = false;
            while (!cancellationToken.IsCancellationRequested)
            {
                if (sweptAt is not { } last || parts.Time.GetElapsedTime(last) >= parts.Options.HeartbeatInterval * 2)
                {
                    await housekeeper.SweepAsync(cancellationToken);
                    sweptAt = parts.Time.GetTimestamp();
                }

                // Decided on nothing but what was read in this term and after the last decision.
                isFresh = isFresh || await reader.ReadShardsAsync(cancellationToken) is not null;
                if (isFresh && await AssignAsync(leader, cancellationToken))
                {
                    isFresh = await reader.ReadShardsAsync(cancellationToken) is not null;
                    hints.Spread();
                }

                await wake.WaitAsync(parts.Options.HeartbeatInterval);
            }
        }
        finally
        {
            parts.View.Forget(wake);
        }
    }

    private async Task<bool> AssignAsync(NamedLease leader, CancellationToken cancellationToken)
    {
        var state = parts.View.Current;
        var nodes = state.Membership.Members.Where(IsEligible).Select(static member => member.Id).ToList();
        var leaving = state.Serving.Select(static member => member.Id).Except(nodes).ToList();
        var plan = ShardAllocator.Plan(state.Shards.Rows, nodes, leaving, Math.Max(0, parts.Options.MovesMax - MovesUnderWay(state)));
        if (plan.Count == 0 || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        var reply = await parts.Calls.TryAsync("assign shards", token => parts.Tables.Shards.AssignAsync(leader, plan, token), cancellationToken);
        if (reply is { Succeeded: true, Value: true })
        {
            log.Assigned(plan.Count, nodes.Count);
        }

        // What failed may have been written all the same: the table is read again in both cases.
        return reply.Value || !reply.Succeeded;
    }

    private bool IsEligible(Member member) =>
        member.Status == MemberStatus.Up
        && (parts.Options.ShardRole.Length == 0 || member.Roles.IsDefaultOrEmpty || member.Roles.Contains(parts.Options.ShardRole));

    /// <summary>Shards that a living owner still has to hand to another node.</summary>
    private static int MovesUnderWay(ClusterState state)
    {
        var alive = state.Serving.Select(static member => member.Id).ToHashSet();
        return state.Shards.Rows.Count(row => row.Owner is { } owner && row.Assigned != owner && alive.Contains(owner));
    }
}
