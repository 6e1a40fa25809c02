using FlexCore.Actors.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;

namespace FlexCore.Hosting.Clustering;

/// <summary>Saves checkpoints of streams whose shard this process has, and refuses others: their stream runs on another node now.</summary>
/// <remarks>Thread-safe. The look comes before the save, so a process that is stopped between the two is caught by the order of sequences, not by this.</remarks>
internal sealed class OwnedCheckpoints(ICheckpointStore store, OwnedShards shards) : ICheckpointStore
{
    public ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return shards.Owns(checkpoint.Stream)
            ? store.SaveAsync(checkpoint, cancellationToken)
            : throw new JournalException($"The checkpoint of stream '{checkpoint.Stream}' was not saved: its shard belongs to another node, which runs the stream now.");
    }

    public ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default) => store.LoadAsync(stream, cancellationToken);

    public ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default) => store.DeleteAsync(stream, cancellationToken);
}
