using System.Text.Json.Serialization;
using FlexCore.Application.Events;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>The stored shapes of schedules. Strict: a payload with missing, null, unknown or repeated members is not read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(TenantIdConverter), typeof(ValueListConverter<DateTimeOffset>), typeof(ValueListConverter<RunningFiring>), typeof(ValueListConverter<WaitingFiring>),
        typeof(ValueListConverter<EndedFiring>),
    ])]
[JsonSerializable(typeof(ScheduleState))]
[JsonSerializable(typeof(ScheduleDefinition))]
[JsonSerializable(typeof(RunningFiring))]
[JsonSerializable(typeof(WaitingFiring))]
[JsonSerializable(typeof(EndedFiring))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(ScheduleEvent.Created))]
[JsonSerializable(typeof(ScheduleEvent.Changed))]
[JsonSerializable(typeof(ScheduleEvent.Paused))]
[JsonSerializable(typeof(ScheduleEvent.Resumed))]
[JsonSerializable(typeof(ScheduleEvent.Deleted))]
[JsonSerializable(typeof(ScheduleEvent.Fired))]
[JsonSerializable(typeof(ScheduleEvent.Queued))]
[JsonSerializable(typeof(ScheduleEvent.Skipped))]
[JsonSerializable(typeof(ScheduleEvent.Completed))]
[JsonSerializable(typeof(ScheduleEvent.Ended))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
