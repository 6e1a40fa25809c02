using FlexCore.Application.Cluster;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Clustering;

/// <summary>Does what a change of the membership asks of a node: connections follow the members, and an operator's word to leave is heard.</summary>
/// <remarks>One loop.</remarks>
/// <param name="retain">Keeps connections to these members only.</param>
/// <param name="told">Completed when the node was told to leave.</param>
/// <param name="log">Where faults go.</param>
internal sealed class MembershipWatch(Func<IReadOnlyList<NodeId>, Task> retain, TaskCompletionSource told, ClusterNodeLog log)
{
    /// <summary>Runs until the states end or it is cancelled.</summary>
    /// <param name="states">The cluster as it changes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IAsyncEnumerable<ClusterState> states, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var state in states.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (state.Find(state.Self)?.Status is MemberStatus.Leaving && told.TrySetResult())
                {
                    log.ToldToLeave();
                }

                await RetainAsync([.. state.Membership.Members.Where(static member => member.Status is not MemberStatus.Down).Select(static member => member.Id)]).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task RetainAsync(IReadOnlyList<NodeId> members)
    {
        try
        {
            await retain(members).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The supervision boundary: the next state is looked at all the same; a watch that ended would leave the node deaf to its operator.
            log.ConnectionsNotKept(error);
        }
    }
}
