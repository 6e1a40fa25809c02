using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>A snapshot store that can neither save nor load.</summary>
internal sealed class BrokenSnapshots : ISnapshotStore
{
    public ValueTask SaveAsync(StoredSnapshot snapshot, CancellationToken cancellationToken = default) =>
        throw new JournalException("The snapshot store is broken.");

    public ValueTask<StoredSnapshot?> LoadAsync(EntityId stream, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<StoredSnapshot?>(new JournalException("The snapshot store is broken."));
}
