using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Engine;

namespace FlexCore.Application.Retention;

/// <summary>For whom retention waits: projections that are at work and, for what it has, the event index. Stateless and thread-safe.</summary>
/// <param name="index">The event index.</param>
/// <param name="projections">How far projections have come; nothing when none is at work.</param>
public sealed class RetentionFollowers(IEventIndex index, Func<CancellationToken, ValueTask<FeedCursor?>> projections)
{
    /// <summary>The place that all have passed.</summary>
    /// <param name="kind">The kind that is looked at.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The place, or <see langword="null"/> when nobody is waited for.</returns>
    public async ValueTask<FeedCursor?> FindAsync(RetainedKind kind, CancellationToken cancellationToken)
    {
        var projected = await projections(cancellationToken).ConfigureAwait(false);
        if (kind == RetainedKind.Topic)
        {
            // Records of topics are not in the index.
            return projected;
        }

        var indexed = await index.ReadMarkAsync(cancellationToken).ConfigureAwait(false);
        return projected is null ? indexed : SlowestProjection.Slower(projected, indexed);
    }
}
