using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Sharding;

/// <summary>Where shards live, by this node's view. The answers are worked out once per change of the view.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ShardLocator(ClusterView view, TableReader reader) : IShardLocator
{
    private LocationTable _table = LocationTable.From(view);

    /// <inheritdoc/>
    public int ShardCount => _table.Locations.Length;

    /// <inheritdoc/>
    public ShardLocation Locate(int shard)
    {
        var table = Volatile.Read(ref _table);
        if (!ReferenceEquals(table.State, view.Current))
        {
            table = LocationTable.From(view);
            Volatile.Write(ref _table, table);
        }

        return table.Locations[shard];
    }

    /// <inheritdoc/>
    public Task WaitNewerAsync(long version, CancellationToken cancellationToken = default) => view.ChangedAfter(version).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Refresh() => reader.RefreshShards();
}
