using FlexCore.Application.EventIndex;

namespace FlexCore.Api.Events;

/// <summary>What a tenant's part of the store holds.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Streams">How many streams of users.</param>
/// <param name="Snapshots">How many kept states.</param>
/// <param name="Types">How many events of each kind and type.</param>
internal sealed record EventStatsInfo(long Events, long Streams, long Snapshots, IReadOnlyList<EventCount> Types)
{
    /// <summary>Shows statistics.</summary>
    /// <param name="statistics">The statistics.</param>
    public static EventStatsInfo Of(EventStatistics statistics) => new(statistics.Types.Sum(static type => type.Events), statistics.Streams, statistics.Snapshots, statistics.Types);
}
