using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>How far those projections have come that are at work, on all nodes. Stateless and thread-safe.</summary>
internal sealed class SlowestProjection(ProjectionServices services, ProjectionCatalog catalog)
{
    /// <summary>The place that all have passed for good: what is stored, not what a runner has in memory. Null when none is at work.</summary>
    /// <remarks>Not waited for is what stands still: paused, at fault, made by other code, or at its end.</remarks>
    public async ValueTask<FeedCursor?> FindAsync(CancellationToken cancellationToken)
    {
        FeedCursor? slowest = null;
        foreach (var row in await services.Store.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row.IsPaused || catalog.Find(row) is not { } projection)
            {
                continue;
            }

            foreach (var generation in row.Generations.Where(generation => generation.Fault is null && generation.Fingerprint == projection.Description.Fingerprint))
            {
                var reached = (await services.Store.ReadProgressAsync(generation.Id, cancellationToken).ConfigureAwait(false)).Position;
                if (!IsAtEnd(generation, reached))
                {
                    slowest = slowest is null ? reached : Slower(slowest, reached);
                }
            }
        }

        return slowest;
    }

    /// <summary>The place that both have passed.</summary>
    public static FeedCursor Slower(FeedCursor one, FeedCursor other) =>
        FeedCursor.Start.With(one.Offsets.Select(place => KeyValuePair.Create(place.Key, Math.Min(place.Value, other.OffsetOf(place.Key)))).Where(static place => place.Value > 0));

    private static bool IsAtEnd(GenerationRow generation, FeedCursor reached) => generation.Bound is { } bound && ConsistencyToken.Of(bound).IsPassedBy(reached);
}
