using FlexCore.Application.Events;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>How schedules are stored: the names, versions and shapes of their events and of their snapshot.</summary>
public static class ScheduleCodecs
{
    internal const string CreatedType = "schedule.created";
    internal const string DeletedType = "schedule.deleted";

    internal static readonly ScheduleJson Json = new(StoredJson.From(ScheduleJson.Default.Options));

    /// <summary>The events.</summary>
    public static EventRegistry<ScheduleEvent> Events { get; } = new EventRegistryBuilder<ScheduleEvent>()
        .Add(CreatedType, 1, Json.Created)
        .Add("schedule.changed", 1, Json.Changed)
        .Add("schedule.paused", 1, Json.Paused)
        .Add("schedule.resumed", 1, Json.Resumed)
        .Add(DeletedType, 1, Json.Deleted)
        .Add("schedule.fired", 1, Json.Fired)
        .Add("schedule.queued", 1, Json.Queued)
        .Add("schedule.skipped", 1, Json.Skipped)
        .Add("schedule.completed", 1, Json.Completed)
        .Add("schedule.ended", 1, Json.Ended)
        .Build();

    /// <summary>The snapshot of a schedule's state. Version 2 knows what each firing under way does.</summary>
    public static JsonSnapshotCodec<ScheduleState> Snapshots { get; } = new("schedule", 2, Json.ScheduleState);
}
