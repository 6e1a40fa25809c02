using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>Checkpoints in a dictionary under one lock.</summary>
internal sealed class InMemoryCheckpointStore : ICheckpointStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EntityId, StreamCheckpoint> _checkpoints = [];

    public ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_checkpoints.TryGetValue(checkpoint.Stream, out var stored)
                && stored.RunId == checkpoint.RunId
                && stored.Sequence >= checkpoint.Sequence)
            {
                return ValueTask.FromException(new JournalException(
                    $"Checkpoint {checkpoint.Sequence} of '{checkpoint.Stream}' is not newer than the stored {stored.Sequence} of run '{stored.RunId}'. "
                    + "Two runs of one stream must not save at the same time: stop one of them."));
            }

            _checkpoints[checkpoint.Stream] = checkpoint with { Payload = checkpoint.Payload.ToArray() };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new ValueTask<StreamCheckpoint?>(_checkpoints.GetValueOrDefault(stream));
        }
    }

    public ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _checkpoints.Remove(stream);
        }

        return ValueTask.CompletedTask;
    }
}
