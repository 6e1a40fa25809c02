using System.Runtime.CompilerServices;
using FlexCore.Application.Cluster;

namespace FlexCore.ClusterPeer;

/// <summary>Who the members are and where every shard lives, without a table: as the measurement says.</summary>
public sealed class PeerMembers(NodeId self, Member? owner) : IClusterView, IShardLocator
{
    private readonly Member _self = new(self, MemberStatus.Up, new NodeAddress("127.0.0.1", 1));
    private ClusterState _current = new(self, new MembershipSnapshot(0, [], default), new ShardTableSnapshot(0, []), null, IsServing: true);

    /// <inheritdoc/>
    public ClusterState Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    public bool IsServing => true;

    /// <inheritdoc/>
    public int ShardCount => PeerNode.Shards;

    /// <summary>Takes the others in. Before anything watches.</summary>
    public void Set(IReadOnlyList<Member> others) => Volatile.Write(ref _current, Current with { Membership = new MembershipSnapshot(1, others, default) });

    /// <inheritdoc/>
    public async IAsyncEnumerable<ClusterState> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Current;
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ShardLocation Locate(int shard) => new(1, owner ?? _self, owner is null);

    /// <inheritdoc/>
    public Task WaitNewerAsync(long version, CancellationToken cancellationToken = default) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Refresh()
    {
        // Nothing ever changes.
    }
}
