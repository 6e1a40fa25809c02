using System.Collections.Concurrent;
using FlexCore.Application.Streams;
using FlexCore.Domain;

namespace FlexCore.Cli.Testing;

/// <summary>Checkpoints of runs that nobody resumes. Thread-safe.</summary>
internal sealed class VolatileCheckpoints : ICheckpointStore
{
    private readonly ConcurrentDictionary<EntityId, StreamCheckpoint> _checkpoints = new();

    /// <inheritdoc/>
    public ValueTask SaveAsync(StreamCheckpoint checkpoint, CancellationToken cancellationToken = default)
    {
        _checkpoints[checkpoint.Stream] = checkpoint;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StreamCheckpoint?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_checkpoints.GetValueOrDefault(stream));

    /// <inheritdoc/>
    public ValueTask DeleteAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        _checkpoints.TryRemove(stream, out _);
        return ValueTask.CompletedTask;
    }
}
