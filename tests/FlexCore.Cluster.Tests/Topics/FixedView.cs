using System.Runtime.CompilerServices;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Tests.Topics;

/// <summary>The members as the test says. Thread-safe.</summary>
internal sealed class FixedView(NodeId self) : IClusterView
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClusterState _current = new(self, new MembershipSnapshot(0, [], default), new ShardTableSnapshot(0, []), null, IsServing: true);

    public ClusterState Current => Volatile.Read(ref _current);

    public bool IsServing => true;

    public void Set(params Member[] members)
    {
        lock (_gate)
        {
            Volatile.Write(ref _current, _current with { Membership = new MembershipSnapshot(_current.Membership.Version + 1, [.. members], default) });
        }

        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public async IAsyncEnumerable<ClusterState> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            yield return Current;
            await changed.WaitAsync(cancellationToken);
        }
    }
}
