using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;

namespace FlexCore.Conformance.Storage;

/// <summary>One implementation of the storage ports, opened for a test.</summary>
public abstract class StorageHarness : IAsyncDisposable
{
    public abstract IEventJournal Journal { get; }

    public abstract IShardLeases Leases { get; }

    public abstract IEventFeed Feed { get; }

    public abstract ISnapshotStore Snapshots { get; }

    public abstract ICheckpointStore Checkpoints { get; }

    public abstract IEntityDirectory Directory { get; }

    /// <summary>
    /// Abandons the store as a crash would, without closing it, and opens what it left behind. Stores that live in memory only do nothing.
    /// </summary>
    public abstract Task CrashAsync();

    public abstract ValueTask DisposeAsync();
}
