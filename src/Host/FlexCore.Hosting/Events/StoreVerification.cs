using FlexCore.Application.Verification;
using FlexCore.Hosting.Engine;
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
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What was looked at, and where the store is.</returns>
    /// <exception cref="Application.Journal.CorruptEventException">An event is damaged, missing or double.</exception>
    /// <exception cref="Application.Journal.JournalException">The store is in use or cannot be read.</exception>
    public static async Task<(VerificationReport Report, string Location)> RunAsync(EngineSettings settings, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(logs);
        settings.Validate();
        if (settings.Engine.Kind is EngineKind.Postgres)
        {
            var shared = await PostgresStore.OpenAsync(settings.Postgres, logs.CreateLogger<PostgresStore>(), clock, cancellationToken).ConfigureAwait(false);
            return (await VerifyAsync(shared, cancellationToken).ConfigureAwait(false), shared.Location);
        }

        var folder = await SqliteStore.OpenAsync(settings.Store, logs.CreateLogger<SqliteStore>(), cancellationToken).ConfigureAwait(false);
        return (await VerifyAsync(folder, cancellationToken).ConfigureAwait(false), Path.GetFullPath(settings.Store.DataFolder));
    }

    private static async Task<VerificationReport> VerifyAsync(IStore store, CancellationToken cancellationToken)
    {
        await using (store.ConfigureAwait(false))
        {
            return await new StoreVerifier(store.Feed, store.Journal).VerifyAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
