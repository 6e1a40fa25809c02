using FlexCore.Application.Entities;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Journal;
using FlexCore.Application.Topics;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>What schedules work with.</summary>
/// <param name="Region">The region of schedules.</param>
/// <param name="Directory">Lists them.</param>
/// <param name="Bus">Carries the news that one has changed.</param>
/// <param name="Targets">What they can fire.</param>
/// <param name="Clock">
/// What time it is. In a cluster the database's clock, so that it does not matter which node fires; its timers are the node's own.
/// </param>
public sealed record ScheduleServices(
    IEntityRegion<ScheduleCommand, ScheduleState> Region, IEntityDirectory Directory, ITopicBus Bus, IReadOnlyList<IScheduleTarget> Targets, TimeProvider Clock)
{
    /// <summary>How far schedules have come, when others may change them without a word; <see langword="null"/> in a process that is alone.</summary>
    public IEntityVersions? Versions { get; init; }

    /// <summary>How many schedules there are; without it lists do not say so.</summary>
    public EventTally? Tally { get; init; }

    /// <summary>Finds the target of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public IScheduleTarget TargetOf(string kind) => Targets.FirstOrDefault(target => target.Kind == kind) ?? new UnbuiltTarget(kind);
}
