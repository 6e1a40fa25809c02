using System.Collections.Immutable;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>Where every shard of a test cluster lives. Nodes see it through a <see cref="MapLocator"/>, at once or when the test says so. Thread-safe.</summary>
internal sealed class ShardMap(int shardCount)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private View _view = new(1, [.. new Member?[shardCount]]);

    public int ShardCount => shardCount;

    public View Current => Volatile.Read(ref _view);

    public Task Changed => Volatile.Read(ref _changed).Task;

    public void Set(int shard, Member? owner)
    {
        lock (_gate)
        {
            Volatile.Write(ref _view, new View(_view.Version + 1, _view.Owners.SetItem(shard, owner)));
        }

        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>The owners at one version.</summary>
    public sealed record View(long Version, ImmutableArray<Member?> Owners);
}
