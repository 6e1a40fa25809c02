namespace FlexCore.Application.Cluster;

/// <summary>Members, leader and shard table as this node knows them.</summary>
/// <remarks>Thread-safe. Versions never go back.</remarks>
public interface IClusterView
{
    /// <summary>The newest state.</summary>
    ClusterState Current { get; }

    /// <summary>Whether this node may acknowledge writes at this instant.</summary>
    /// <remarks>
    /// Unlike <see cref="ClusterState.IsServing"/> it is measured at the call, so a process that wakes from a long pause knows it before any timer has run. Cheap.
    /// </remarks>
    bool IsServing { get; }

    /// <summary>Yields the current state at once, then every newer one until cancelled. A slow reader gets the newest and misses those between.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<ClusterState> WatchAsync(CancellationToken cancellationToken = default);
}
