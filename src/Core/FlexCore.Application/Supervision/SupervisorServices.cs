using FlexCore.Application.Catalogs;
using FlexCore.Application.Entities;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Pipelines;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>What the supervisor works with.</summary>
/// <param name="Pipelines">The region of pipelines, where ends are recorded.</param>
/// <param name="Streams">The region of data streams.</param>
/// <param name="Catalog">Refreshed after each recorded end.</param>
/// <param name="Compiler">Makes graphs of documents.</param>
/// <param name="RunPipeline">Starts and resumes runs.</param>
/// <param name="Observer">Told what happens.</param>
public sealed record SupervisorServices(
    IEntityRegion<PipelineCommand, PipelineState> Pipelines,
    IEntityRegion<DataStreamCommand, DataStreamState> Streams,
    PipelineCatalog Catalog,
    IPipelineCompiler Compiler,
    RunPipeline RunPipeline,
    ISupervisorObserver Observer)
{
    /// <summary>Which streams this process keeps at work.</summary>
    /// <value>The default value is <see cref="SinglePlacement"/>: all of them.</value>
    public IStreamPlacement Placement { get; init; } = SinglePlacement.Instance;
}
