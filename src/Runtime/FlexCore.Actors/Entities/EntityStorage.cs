using FlexCore.Application.Journal;

namespace FlexCore.Actors.Entities;

/// <summary>Where a region's entities live when they are not in memory. All regions of a process share one.</summary>
/// <param name="Journal">The log of their events.</param>
/// <param name="Snapshots">Their newest snapshots.</param>
/// <param name="Shards">The shards this process may write.</param>
public sealed record EntityStorage(IEventJournal Journal, ISnapshotStore Snapshots, OwnedShards Shards)
{
    /// <summary>Which entities there are; needed for kinds that are remembered.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public IEntityDirectory? Directory { get; init; }
}
