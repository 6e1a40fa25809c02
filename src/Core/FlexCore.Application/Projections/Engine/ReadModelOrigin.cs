using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>
/// Finds read models that have the effect of events which the log does not have: the log came out of a backup, and the read models did not. They would go on as soon as the log has grown past them, with the effect of the
/// lost events in them and without that of others. Stateless.
/// </summary>
/// <param name="services">What projections work with.</param>
/// <param name="catalog">Which code there is.</param>
internal sealed class ReadModelOrigin(ProjectionServices services, ProjectionCatalog catalog)
{
    /// <summary>Begins such read models anew, and notes which store they are of from now on. Called before anything is appended or projected.</summary>
    public async Task CheckAsync(StoreIdentity identity, CancellationToken cancellationToken)
    {
        var known = await services.Store.ReadOriginAsync(cancellationToken).ConfigureAwait(false);
        if (known == identity)
        {
            return;
        }

        var end = await services.Feed.ReadEndAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in await services.Store.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            await CheckAsync(row, end, isForeign: known is not null && known.Id != identity.Id, cancellationToken).ConfigureAwait(false);
        }

        await services.Store.SetOriginAsync(identity, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckAsync(ProjectionRow row, FeedCursor end, bool isForeign, CancellationToken cancellationToken)
    {
        foreach (var generation in row.Generations.OrderByDescending(generation => generation.Id == row.Live))
        {
            var reached = (await services.Store.ReadProgressAsync(generation.Id, cancellationToken).ConfigureAwait(false)).Position;
            if (!isForeign && IsWithin(reached, end) && (generation.Bound is not { } bound || IsWithin(bound, end)))
            {
                continue;
            }

            if (generation.Id != row.Live)
            {
                await services.Store.ForgetAsync(generation.Id, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var fingerprint = catalog.Find(row)?.Description.Fingerprint ?? generation.Fingerprint;
            var anew = await services.Store.AddAsync(new NewGeneration(row.Name, fingerprint, services.Clock.GetUtcNow()) { IsLiveAtOnce = true }, cancellationToken).ConfigureAwait(false);
            services.Observer.BegunAnew(row.Name, anew.Id, isForeign ? "it was made of another store" : "it has the effect of events that the log does not have: the log came out of a backup");
            return;
        }
    }

    private static bool IsWithin(FeedCursor position, FeedCursor end) => position.Offsets.All(place => place.Value <= end.OffsetOf(place.Key));
}
