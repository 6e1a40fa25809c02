using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>Keeps the newest snapshot of each entity.</summary>
/// <remarks>
/// Saving is atomic: a reader sees the old snapshot or the new one, never a mixture. Saving an older version than the stored one
/// changes nothing. A snapshot whose checksum does not match is answered as absent and counted, because replay rebuilds it.
/// Saves need not be durable before they complete. Thread-safe.
/// </remarks>
public interface ISnapshotStore
{
    /// <summary>Stores a snapshot unless a newer one is there.</summary>
    /// <param name="snapshot">The snapshot; its memory must stay unchanged until the task completes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written. The entity goes on without a snapshot.</exception>
    ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken = default);

    /// <summary>Reads the newest snapshot.</summary>
    /// <param name="stream">The entity.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The snapshot, or <see langword="null"/> when there is none or it is damaged.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<StoredSnapshot?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default);
}
