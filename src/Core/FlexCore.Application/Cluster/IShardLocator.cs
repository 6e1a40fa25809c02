namespace FlexCore.Application.Cluster;

/// <summary>Says where shards live, from the newest shard table this node has seen.</summary>
/// <remarks>Thread-safe and cheap: called for every command.</remarks>
public interface IShardLocator
{
    /// <summary>The number of shards.</summary>
    int ShardCount { get; }

    /// <summary>Where a shard lives.</summary>
    /// <param name="shard">The shard number.</param>
    ShardLocation Locate(int shard);

    /// <summary>Completes when something may have changed since a version: a newer table, or membership.</summary>
    /// <param name="version">The version of the location that did not help.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task WaitNewerAsync(long version, CancellationToken cancellationToken = default);

    /// <summary>Asks for a fresh look at the table, because an owner has said that it is none. Many calls make one look.</summary>
    void Refresh();
}
