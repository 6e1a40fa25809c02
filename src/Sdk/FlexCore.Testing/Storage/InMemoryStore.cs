using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Retention;
using FlexCore.Application.Streams;
using FlexCore.Application.TimeTravel;

namespace FlexCore.Testing.Storage;

/// <summary>Every storage port in memory, over one shared log: for tests, and for work that need not survive the process.</summary>
/// <remarks>
/// It keeps the contracts of the ports but for durability, and passes the same conformance suites as the SQLite store. It is bounded only by memory.
/// Thread-safe.
/// </remarks>
public sealed class InMemoryStore
{
    private readonly InMemoryLog _log;

    /// <summary>Creates an empty store.</summary>
    /// <param name="shardCount">The number of shards.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shardCount"/> is below 1.</exception>
    public InMemoryStore(int shardCount = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shardCount, 1);
        var log = _log = new InMemoryLog(shardCount);
        Journal = new InMemoryJournal(log);
        Leases = new InMemoryShardLeases(log);
        Feed = new InMemoryEventFeed(log);
        Snapshots = new InMemorySnapshotStore();
        Checkpoints = new InMemoryCheckpointStore();
        Directory = new InMemoryEntityDirectory(log);
        Scavenger = new InMemoryScavenger(log);
    }

    /// <summary>The journal.</summary>
    public IEventJournal Journal { get; }

    /// <summary>The shard leases that fence the journal.</summary>
    public IShardLeases Leases { get; }

    /// <summary>The feed of the journal's events.</summary>
    public IEventFeed Feed { get; }

    /// <summary>The snapshot store.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>The checkpoint store.</summary>
    public ICheckpointStore Checkpoints { get; }

    /// <summary>Where events are by type, tag and correlation.</summary>
    public IEventIndex EventIndex { get; } = new InMemoryEventIndex();

    /// <summary>Kept states for time travel.</summary>
    public IStateSnapshots States { get; } = new InMemoryStateSnapshots();

    /// <summary>The keys of persons whose values are sealed.</summary>
    public ISubjectKeyStore SubjectKeys { get; } = new InMemorySubjectKeyStore();

    /// <summary>Takes old events away.</summary>
    public IScavenger Scavenger { get; }

    /// <summary>Which store this is.</summary>
    public StoreIdentity Identity { get; } = new(Guid.NewGuid(), 0);

    /// <summary>Which entities there are.</summary>
    public IEntityDirectory Directory { get; }

    /// <summary>Takes a shard over for a cluster's shard table, and fences every older owner.</summary>
    internal long RaiseEpoch(int shard, string owner) => _log.Acquire(shard, owner).Epoch;
}
