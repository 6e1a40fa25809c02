using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Pipelines.Messages;

namespace FlexCore.Hosting.Modules;

/// <summary>The module that every node has: pipelines over the buses, for classic clients, schedules and applications.</summary>
internal sealed class PipelinesModule : IFlexCoreModule
{
    public string Name => "pipelines";

    public void Configure(ModuleBuilder module) => module
        .AddCommand<NewPipeline, PipelineView, PipelineCommandHandler>(PipelineShapes.Create)
        .AddCommand<ChangePipeline, PipelineView, PipelineCommandHandler>(PipelineShapes.Update)
        .AddCommand<ActivatePipeline, PipelineView, PipelineCommandHandler>(PipelineShapes.Activate)
        .AddCommand<PausePipeline, PipelineView, PipelineCommandHandler>(PipelineShapes.Pause)
        .AddCommand<ResumePipeline, PipelineView, PipelineCommandHandler>(PipelineShapes.Resume)
        .AddCommand<ArchivePipeline, PipelineView, PipelineCommandHandler>(PipelineShapes.Archive)
        .AddQuery<GetPipeline, PipelineView, PipelineQueryHandler>(PipelineShapes.Get)
        .AddQuery<ListPipelines, Page<PipelineView>, PipelineQueryHandler>(PipelineShapes.List);
}
