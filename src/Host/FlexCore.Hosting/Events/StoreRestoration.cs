using FlexCore.Application.Privacy.Subjects;
using FlexCore.Hosting.Engine;
using FlexCore.Persistence;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Events;

/// <summary>Tells the store that settings name that it came out of a backup: a data folder that no process uses, or a PostgreSQL that no node uses.</summary>
public static class StoreRestoration
{
    /// <summary>Raises what must not be given out twice, and the store's restore epoch, and destroys keys of persons again whom the log says to be forgotten.</summary>
    /// <param name="settings">Which engine, and where its store is.</param>
    /// <param name="clock">Tells the time of the restore for a data folder; a PostgreSQL has its own.</param>
    /// <param name="cancellationToken">Gives up; it may still be done.</param>
    /// <returns>Which store it is now, where it is, and how many keys went again.</returns>
    /// <exception cref="Application.Journal.JournalException">There is no store, it is in use, or it cannot be written.</exception>
    public static async Task<RestoredStore> RunAsync(EngineSettings settings, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(clock);
        settings.Validate();
        var (identity, location) = settings.Engine.Kind is EngineKind.Postgres
            ? await PostgresStore.MarkRestoredAsync(settings.Postgres, cancellationToken).ConfigureAwait(false)
            : (await SqliteStore.MarkRestoredAsync(settings.Store, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false), Path.GetFullPath(settings.Store.DataFolder));
        return new RestoredStore(identity, location, await ForgetAgainAsync(settings, clock, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<int> ForgetAgainAsync(EngineSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        IStore store = settings.Engine.Kind is EngineKind.Postgres
            ? await PostgresStore.OpenAsync(settings.Postgres, NullLogger<PostgresStore>.Instance, clock, cancellationToken).ConfigureAwait(false)
            : await SqliteStore.OpenAsync(settings.Store, NullLogger<SqliteStore>.Instance, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            return await new ForgottenReplay(store.Directory, store.Journal, store.SubjectKeys).RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
