using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Schedules;

/// <summary>How a schedule's commands travel between nodes.</summary>
public static class ScheduleCommandCodec
{
    private static readonly ScheduleCommandJson Json = new(StoredJson.From(ScheduleCommandJson.Default.Options));

    /// <summary>The commands.</summary>
    public static CommandRegistry<ScheduleCommand> Commands { get; } = new CommandRegistryBuilder<ScheduleCommand>()
        .Add<ScheduleCommand.Create, CreateBody>(
            new("schedule.create", 1), Json.CreateBody, command => new(command.Id, command.Definition), (context, body) => new(context, body.Id, body.Definition))
        .Add<ScheduleCommand.Change, ChangeBody>(
            new("schedule.change", 1), Json.ChangeBody, command => new(command.Definition), (context, body) => new(context, body.Definition))
        .Add<ScheduleCommand.Pause, NoBody>(
            new("schedule.pause", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<ScheduleCommand.Resume, NoBody>(
            new("schedule.resume", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<ScheduleCommand.Delete, NoBody>(
            new("schedule.delete", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<ScheduleCommand.Trigger, NoBody>(
            new("schedule.trigger", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<ScheduleCommand.Backfill, BackfillBody>(
            new("schedule.backfill", 1), Json.BackfillBody, command => new(command.From, command.To), (context, body) => new(context, body.From, body.To))
        .Add<ScheduleCommand.Fire, FireBody>(
            new("schedule.fire", 1), Json.FireBody, command => new(command.Epoch), (context, body) => new(context, body.Epoch))
        .Add<ScheduleCommand.Complete, CompleteBody>(
            new("schedule.complete", 1), Json.CompleteBody,
            command => new(command.Epoch, command.Number, command.Error), (context, body) => new(context, body.Epoch, body.Number, body.Error))
        .Build();
}
