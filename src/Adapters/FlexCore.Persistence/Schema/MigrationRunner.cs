using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Schema;

/// <summary>Brings a database to the newest schema, forwards only and under a lock.</summary>
public static class MigrationRunner
{
    /// <summary>Applies every script above the database's version.</summary>
    /// <param name="target">The database.</param>
    /// <param name="scripts">All scripts, numbered 1, 2, 3 ….</param>
    /// <param name="cancellationToken">Stops between two scripts.</param>
    /// <returns>How many scripts were applied.</returns>
    /// <exception cref="StoreException">The database is newer than the scripts.</exception>
    public static async ValueTask<int> RunAsync(
        IMigrationTarget target, IReadOnlyList<SqlScript> scripts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        SqlScripts.Ordered(scripts);
        var held = await target.LockAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            var version = await target.ReadVersionAsync(cancellationToken).ConfigureAwait(false);
            if (version > scripts.Count)
            {
                throw new StoreException(
                    StoreFault.SchemaTooNew,
                    target.Location,
                    $"The store at '{target.Location}' has schema version {version}, but this FlexCore knows only up to {scripts.Count}. "
                    + "Start the newer FlexCore that wrote it, or restore a backup made before the upgrade; nothing was changed.");
            }

            for (var next = version; next < scripts.Count; next++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await target.ApplyAsync(scripts[next], cancellationToken).ConfigureAwait(false);
            }

            return scripts.Count - version;
        }
    }
}
