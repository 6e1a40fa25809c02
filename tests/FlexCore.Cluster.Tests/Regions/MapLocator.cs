using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Tests.Regions;

/// <summary>One node's view of a <see cref="ShardMap"/>; while it is frozen it is as old as it was then. Thread-safe.</summary>
internal sealed class MapLocator(ShardMap map, NodeId self) : IShardLocator
{
    private ShardMap.View? _frozen;
    private int _refreshes;

    public int ShardCount => map.ShardCount;

    /// <summary>How often a fresh look was asked for.</summary>
    public int Refreshes => Volatile.Read(ref _refreshes);

    /// <summary>Whether a fresh look ends the freeze.</summary>
    public bool ThawsOnRefresh { get; set; } = true;

    private ShardMap.View View => Volatile.Read(ref _frozen) ?? map.Current;

    public void Freeze() => Volatile.Write(ref _frozen, map.Current);

    public void Thaw() => Volatile.Write(ref _frozen, null);

    public ShardLocation Locate(int shard)
    {
        var view = View;
        var owner = view.Owners[shard];
        return new ShardLocation(view.Version, owner, owner?.Id == self);
    }

    public async Task WaitNewerAsync(long version, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var changed = map.Changed;
            if (View.Version > version)
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public void Refresh()
    {
        Interlocked.Increment(ref _refreshes);
        if (ThawsOnRefresh)
        {
            Thaw();
        }
    }
}
