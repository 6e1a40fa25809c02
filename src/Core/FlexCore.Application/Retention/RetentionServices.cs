using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Retention;

/// <summary>What retention works with.</summary>
/// <param name="Directory">Which topics there are.</param>
/// <param name="Journal">Their events.</param>
/// <param name="Snapshots">The topics' snapshots.</param>
/// <param name="Scavenger">Takes events away.</param>
/// <param name="Topics">How many records topics have.</param>
/// <param name="Readers">Who still reads them.</param>
public sealed record RetentionServices(IEntityDirectory Directory, IEventJournal Journal, ISnapshotStore Snapshots, IScavenger Scavenger, IEventTopics Topics, ITopicReaders Readers);
