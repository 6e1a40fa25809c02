using FlexCore.Application.Commands;
using FlexCore.Application.Events;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines;

/// <summary>How a pipeline's commands travel between nodes.</summary>
public static class PipelineCommandCodec
{
    private static readonly PipelineCommandJson Json = new(StoredJson.From(PipelineCommandJson.Default.Options));

    /// <summary>The commands.</summary>
    public static CommandRegistry<PipelineCommand> Commands { get; } = new CommandRegistryBuilder<PipelineCommand>()
        .Add<PipelineCommand.Create, CreateBody>(
            new("pipeline.create", 1), Json.CreateBody,
            command => new(command.Name, command.Description, command.Document),
            (context, body) => new(context, body.Name, body.Description) { Document = body.Document })
        .Add<PipelineCommand.SetDocument, DocumentBody>(
            new("pipeline.set-document", 1), Json.DocumentBody, command => new(command.Document), (context, body) => new(context, body.Document))
        .Add<PipelineCommand.Describe, DescribeBody>(
            new("pipeline.describe", 1), Json.DescribeBody,
            command => new(command.Name, command.Description), (context, body) => new(context, body.Name, body.Description))
        .Add<PipelineCommand.AddStep, AddStepBody>(
            new("pipeline.add-step", 1), Json.AddStepBody,
            command => new(command.Step, command.Position), (context, body) => new(context, body.Step, body.Position))
        .Add<PipelineCommand.RemoveStep, StepBody>(
            new("pipeline.remove-step", 1), Json.StepBody, command => new(command.StepId), (context, body) => new(context, body.StepId))
        .Add<PipelineCommand.ReorderSteps, OrderBody>(
            new("pipeline.reorder-steps", 1), Json.OrderBody, command => new(command.Order), (context, body) => new(context, body.Order))
        .Add<PipelineCommand.SetDependencies, DependenciesBody>(
            new("pipeline.set-dependencies", 1), Json.DependenciesBody,
            command => new(command.StepId, command.DependsOn), (context, body) => new(context, body.StepId, body.DependsOn))
        .Add<PipelineCommand.Activate, NoBody>(
            new("pipeline.activate", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<PipelineCommand.Start, RunBody>(
            new("pipeline.start", 1), Json.RunBody, command => new(command.RunId), (context, body) => new(context, body.RunId))
        .Add<PipelineCommand.Pause, NoBody>(
            new("pipeline.pause", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<PipelineCommand.Resume, NoBody>(
            new("pipeline.resume", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<PipelineCommand.Complete, RunBody>(
            new("pipeline.complete", 1), Json.RunBody, command => new(command.RunId), (context, body) => new(context, body.RunId))
        .Add<PipelineCommand.Fail, FailBody>(
            new("pipeline.fail", 1), Json.FailBody, command => new(command.RunId, command.Error), (context, body) => new(context, body.RunId, body.Error))
        .Add<PipelineCommand.Archive, NoBody>(
            new("pipeline.archive", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Add<PipelineCommand.Delete, NoBody>(
            new("pipeline.delete", 1), Json.NoBody, static _ => NoBody.Instance, static (context, _) => new(context))
        .Build();
}
