namespace FlexCore.Application.Cluster;

/// <summary>
/// Brings the members of this node's view up to date for somebody who looks at heartbeats: without news a node that does not lead has no reason to read them again. Thread-safe.
/// </summary>
public interface IMemberRefresh
{
    /// <summary>Reads the members, unless they were read for another caller within the last second. Does not throw when the database is away: then the view stays as it is.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);
}
