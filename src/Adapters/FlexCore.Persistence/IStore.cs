using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Retention;
using FlexCore.Application.Streams;
using FlexCore.Application.TimeTravel;

namespace FlexCore.Persistence;

/// <summary>An open store: every storage port over one database. A host can be given any.</summary>
/// <remarks>Every port is thread-safe. Disposing commits what was accepted before; later calls of the ports fail.</remarks>
public interface IStore : IAsyncDisposable
{
    /// <summary>The journal.</summary>
    IEventJournal Journal { get; }

    /// <summary>The shard leases that fence the journal, for a process that is alone: whoever asks gets the shard.</summary>
    IShardLeases Leases { get; }

    /// <summary>The feed of the journal's events.</summary>
    IEventFeed Feed { get; }

    /// <summary>The snapshot store.</summary>
    ISnapshotStore Snapshots { get; }

    /// <summary>The checkpoint store.</summary>
    ICheckpointStore Checkpoints { get; }

    /// <summary>Where events are by type, tag and correlation.</summary>
    IEventIndex EventIndex { get; }

    /// <summary>Kept states for time travel.</summary>
    IStateSnapshots States { get; }

    /// <summary>The keys of persons whose values are sealed.</summary>
    ISubjectKeyStore SubjectKeys { get; }

    /// <summary>Takes old events away.</summary>
    IScavenger Scavenger { get; }

    /// <summary>Which store this is.</summary>
    StoreIdentity Identity { get; }

    /// <summary>Which entities there are.</summary>
    IEntityDirectory Directory { get; }
}
