namespace FlexCore.Application.Cluster;

/// <summary>Members, leader and shard table as this node knows them.</summary>
/// <remarks>Thread-safe. Versions never go back.</remarks>
public interface IClusterView
{
    /// <summary>The newest state.</summary>
    ClusterState Current { get; }

    /// <summary>Yields the current state at once, then every newer one until cancelled. A slow reader gets the newest and misses those between.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<ClusterState> WatchAsync(CancellationToken cancellationToken = default);
}
