using FlexCore.Application.Feed;
using FlexCore.Application.Projections;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the progress of projections until the node has started. Thread-safe.</summary>
internal sealed class DeferredProjectionProgress(Deferred<NodeParts> node) : IProjectionProgress
{
    public ValueTask<FeedCursor?> PositionAsync(string projection, CancellationToken cancellationToken = default) =>
        node.Value.ProjectionProgress.PositionAsync(projection, cancellationToken);

    public ValueTask<bool> WaitAsync(string projection, ConsistencyToken token, TimeSpan patience, CancellationToken cancellationToken = default) =>
        node.Value.ProjectionProgress.WaitAsync(projection, token, patience, cancellationToken);
}
