using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.TimeTravel;

namespace FlexCore.Application.Retention;

/// <summary>What retention works with.</summary>
/// <param name="Directory">Which entities there are.</param>
/// <param name="Journal">Their events.</param>
/// <param name="Snapshots">Their snapshots.</param>
/// <param name="Scavenger">Takes events away.</param>
/// <param name="Topics">How many records topics have.</param>
/// <param name="Readers">Who still reads them.</param>
public sealed record RetentionServices(IEntityDirectory Directory, IEventJournal Journal, ISnapshotStore Snapshots, IScavenger Scavenger, IEventTopics Topics, ITopicReaders Readers)
{
    /// <summary>Makes snapshots where there are none new enough; without it only what one covers already goes.</summary>
    public IHistoryCover? Cover { get; init; }

    /// <summary>Keeps the state at the place where a history is cut, so that time travel to what is left stays possible.</summary>
    public ITimeTravel? Travel { get; init; }

    /// <summary>How far those have come who follow the feed of a kind and are at work: projections and the event index; <see langword="null"/> when nobody is.</summary>
    public Func<RetainedKind, CancellationToken, ValueTask<FeedCursor?>>? Followers { get; init; }
}
