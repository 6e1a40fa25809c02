using FlexCore.Application.Catalogs;
using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Supervision;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.UseCases;

/// <summary>What the use cases of a node work with.</summary>
/// <param name="Pipelines">The region of pipelines.</param>
/// <param name="Streams">The region of data streams.</param>
/// <param name="Journal">Where their events are.</param>
/// <param name="Catalog">The read model of pipelines.</param>
/// <param name="Compiler">Checks documents.</param>
/// <param name="Supervisor">Keeps streams at work.</param>
/// <param name="Clock">The instants of commands.</param>
public sealed record NodeServices(
    IEntityRegion<PipelineCommand, PipelineState> Pipelines,
    IEntityRegion<DataStreamCommand, DataStreamState> Streams,
    IEventJournal Journal,
    PipelineCatalog Catalog,
    IPipelineCompiler Compiler,
    StreamSupervisor Supervisor,
    TimeProvider Clock)
{
    /// <summary>Which streams this process keeps at work.</summary>
    /// <value>The default value is <see cref="SinglePlacement"/>: all of them.</value>
    public IStreamPlacement Placement { get; init; } = SinglePlacement.Instance;

    /// <summary>Says which node has the others.</summary>
    /// <value>The default value is <see langword="null"/>, for a process that is alone.</value>
    public IStreamOwners? Owners { get; init; }
}
