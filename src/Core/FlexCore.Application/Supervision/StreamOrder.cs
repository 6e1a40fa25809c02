using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>What the supervisor is to keep at work.</summary>
/// <param name="Pipeline">The pipeline's entity.</param>
/// <param name="Run">The pipeline's run.</param>
/// <param name="Document">The document of the run's version.</param>
/// <param name="Principal">In whose name it runs.</param>
internal sealed record StreamOrder(EntityId Pipeline, PipelineRun Run, string Document, string Principal)
{
    /// <summary>The stream: the pipeline's own, or the one of a partition. It is placed and supervised under this id.</summary>
    public EntityId Part { get; init; } = Pipeline;

    /// <summary>The partition, or null when the pipeline is one stream.</summary>
    public int? Partition { get; init; }

    /// <summary>The id of a new run of the stream. Partitions have different ones: sinks name rows by run and number, and a target must tell the rows of two partitions apart.</summary>
    public string RunId => Partition is { } partition ? FormattableString.Invariant($"{Run.Id}-p{partition}") : Run.Id;

    /// <summary>Whether the first attempt forgets the checkpoint.</summary>
    public bool Fresh { get; init; }

    /// <summary>What replaces parts of the document.</summary>
    public CompileDocumentOptions Options { get; init; } = CompileDocumentOptions.None;

    public SecurityContext Security => new(Pipeline.Tenant, Principal);
}
