using FlexCore.Application.Feed;
using FlexCore.Hosting.Engine;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Hosting.Events;

/// <summary>Tells the store that settings name that it came out of a backup: a data folder that no process uses, or a PostgreSQL that no node uses.</summary>
public static class StoreRestoration
{
    /// <summary>Raises what must not be given out twice, and the store's restore epoch.</summary>
    /// <param name="settings">Which engine, and where its store is.</param>
    /// <param name="clock">Tells the time of the restore for a data folder; a PostgreSQL has its own.</param>
    /// <param name="cancellationToken">Gives up; it may still be done.</param>
    /// <returns>Which store it is now, and where it is.</returns>
    /// <exception cref="Application.Journal.JournalException">There is no store, it is in use, or it cannot be written.</exception>
    public static async Task<(StoreIdentity Identity, string Location)> RunAsync(EngineSettings settings, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        settings.Validate();
        return settings.Engine.Kind is EngineKind.Postgres
            ? await PostgresStore.MarkRestoredAsync(settings.Postgres, cancellationToken).ConfigureAwait(false)
            : (await SqliteStore.MarkRestoredAsync(settings.Store, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false), Path.GetFullPath(settings.Store.DataFolder));
    }
}
