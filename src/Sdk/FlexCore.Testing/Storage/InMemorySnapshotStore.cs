using System.Collections.Concurrent;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Testing.Storage;

/// <summary>Snapshots in a concurrent dictionary.</summary>
internal sealed class InMemorySnapshotStore : ISnapshotStore
{
    private readonly ConcurrentDictionary<EntityId, StoredSnapshot> _snapshots = new();

    public ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        cancellationToken.ThrowIfCancellationRequested();
        var own = snapshot with { Payload = snapshot.Payload.ToArray() };
        _snapshots.AddOrUpdate(own.Stream, static (_, added) => added, static (_, old, added) => added.Version >= old.Version ? added : old, own);
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredSnapshot?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<StoredSnapshot?>(_snapshots.GetValueOrDefault(stream));
    }
}
