using FlexCore.Application.Retention;
using FlexCore.Application.Verification;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Retention;
using FlexCore.Persistence;
using FlexCore.Persistence.PostgreSql;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.Events;

/// <summary>Verifies the store that settings name: a data folder that no process uses, or a PostgreSQL that nodes may use meanwhile.</summary>
public static class StoreVerification
{
    /// <summary>Opens the store, reads all of it and closes it.</summary>
    /// <param name="settings">Which engine, and where its store is.</param>
    /// <param name="clock">Measures pauses.</param>
    /// <param name="logs">Where the store logs.</param>
    /// <param name="skipArchives">Whether archives are left alone although the settings say that there are some: they are kept elsewhere.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was looked at, and where the store is.</returns>
    /// <exception cref="Application.Journal.CorruptEventException">An event is damaged, missing or double.</exception>
    /// <exception cref="Application.Journal.JournalException">The store is in use or cannot be read.</exception>
    public static async Task<(VerificationReport Report, string Location)> RunAsync(EngineSettings settings, TimeProvider clock, ILoggerFactory logs, bool skipArchives = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(logs);
        settings.Validate();
        var archives = settings.Retention.Archive && !skipArchives ? new ArchiveVerifier(NodeRetention.FolderOf(settings.Retention, settings.Store.DataFolder)) : null;
        if (settings.Engine.Kind is EngineKind.Postgres)
        {
            var shared = await PostgresStore.OpenAsync(settings.Postgres, logs.CreateLogger<PostgresStore>(), clock, cancellationToken).ConfigureAwait(false);
            return (await VerifyAsync(shared, archives, cancellationToken).ConfigureAwait(false), shared.Location);
        }

        var folder = await SqliteStore.OpenAsync(settings.Store, logs.CreateLogger<SqliteStore>(), cancellationToken).ConfigureAwait(false);
        return (await VerifyAsync(folder, archives, cancellationToken).ConfigureAwait(false), Path.GetFullPath(settings.Store.DataFolder));
    }

    private static async Task<VerificationReport> VerifyAsync(IStore store, ArchiveVerifier? archives, CancellationToken cancellationToken)
    {
        await using (store.ConfigureAwait(false))
        {
            return await new StoreVerifier(store.Feed, store.Journal) { Scavenger = store.Scavenger, Archives = archives }.VerifyAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
