namespace FlexCore.Persistence.Schema;

/// <summary>A database whose schema can be brought forward. Used by one caller at a time.</summary>
public interface IMigrationTarget
{
    /// <summary>Where the database is, for messages.</summary>
    string Location { get; }

    /// <summary>
    /// Keeps every other process from migrating until the returned lock is disposed. The lock must also be gone when the process dies.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>The number of the last script applied; 0 for an empty database.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<int> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Applies one script and records its number, both or neither.</summary>
    /// <param name="script">The script.</param>
    /// <param name="cancellationToken">Stops before the script begins.</param>
    ValueTask ApplyAsync(SqlScript script, CancellationToken cancellationToken);
}
