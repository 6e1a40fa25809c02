using FlexCore.Application.DataStreams;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.UseCases;

/// <summary>What has to be at work for a pipeline that counts as running.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Run">Its run.</param>
/// <param name="Document">The document of the run's version.</param>
/// <param name="Partitions">How many partitions it is spread over; 0 for one stream.</param>
internal sealed record StreamPlan(EntityId Pipeline, PipelineRun Run, string Document, int Partitions)
{
    /// <summary>The streams, partitions in their order.</summary>
    public IReadOnlyList<EntityId> Parts { get; } = StreamParts.All(Pipeline, Partitions);
}
