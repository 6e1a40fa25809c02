using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>What travels of a <see cref="ScheduleCommand.Create"/>.</summary>
internal sealed record CreateBody(string Id, ScheduleDefinition Definition);

/// <summary>What travels of a <see cref="ScheduleCommand.Change"/>.</summary>
internal sealed record ChangeBody(ScheduleDefinition Definition);

/// <summary>What travels of a <see cref="ScheduleCommand.Backfill"/>.</summary>
internal sealed record BackfillBody(DateTimeOffset From, DateTimeOffset To);

/// <summary>What travels of a <see cref="ScheduleCommand.Fire"/>.</summary>
internal sealed record FireBody(long Epoch);

/// <summary>What travels of a <see cref="ScheduleCommand.Complete"/>.</summary>
internal sealed record CompleteBody(long Epoch, long Number, string? Error);
