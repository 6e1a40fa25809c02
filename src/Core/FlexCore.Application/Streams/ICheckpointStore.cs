using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Streams;

/// <summary>Keeps the newest checkpoint of each stream.</summary>
/// <remarks>
/// Saving is atomic and durable before it completes. A checkpoint with a damaged checksum is an error, never ignored: going on from
/// nothing would write results twice. Thread-safe.
/// </remarks>
public interface ICheckpointStore
{
    /// <summary>Replaces the stream's checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint; its sequence must be above the stored one's of the same run.</param>
    /// <param name="cancellationToken">Stops waiting; the save may still happen.</param>
    /// <exception cref="JournalException">The store cannot be written, or the sequence is not newer.</exception>
    ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default);

    /// <summary>Reads the stream's newest checkpoint.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The checkpoint, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="JournalException">The store cannot be read, or the checkpoint is damaged.</exception>
    ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default);

    /// <summary>Forgets the stream's checkpoint. Does nothing when there is none.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default);
}
