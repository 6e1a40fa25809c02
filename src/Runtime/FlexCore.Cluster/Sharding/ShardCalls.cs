using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>Calls the host so that no fault of it ends the keeper.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ShardCalls(NodeParts parts, IShardHost host, ShardLog log)
{
    internal void SetServing(bool serving) => host.SetServing(serving);

    internal void Lose(ShardLease lease) => host.Lose(lease);

    internal async Task<bool> TryStartAsync(ShardLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(lease, cancellationToken);
            return true;
        }
        catch (Exception error) // The boundary of the host: a shard that cannot start is tried again, and the others go on.
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                log.StartFailed(lease.Shard, lease.Epoch, error);
            }

            return false;
        }
    }

    internal async Task DrainAsync(ShardLease lease, CancellationToken cancellationToken)
    {
        using var either = new TimeLimit(parts.Options.DrainTimeout, parts.Time, cancellationToken);
        try
        {
            await host.DrainAsync(lease.Shard, either.Token);
        }
        catch (Exception error) // The boundary of the host: what is not answered by now is dropped, and the epoch of the next owner fences the rest.
        {
            log.DrainEnded(lease.Shard, error);
        }
    }
}
