using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Sharding;

/// <summary>One step of a rebalancing that waits for the leader's loop. Completed once, by the loop or when the loop ends.</summary>
internal sealed class RebalanceOrder(RebalanceRequest request)
{
    private readonly TaskCompletionSource<RebalanceReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RebalanceRequest Request => request;

    internal Task<RebalanceReply> Reply => _reply.Task;

    internal void Complete(RebalanceReply reply) => _reply.TrySetResult(reply);

    internal void Fail(Exception error) => _reply.TrySetException(error);
}
