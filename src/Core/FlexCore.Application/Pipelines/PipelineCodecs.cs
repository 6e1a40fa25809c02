using FlexCore.Application.Events;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines;

/// <summary>How pipelines are stored: the names, versions and shapes of their events and of their snapshot.</summary>
public static class PipelineCodecs
{
    internal static readonly PipelineJson Json = new(StoredJson.From(PipelineJson.Default.Options));

    /// <summary>The events.</summary>
    public static EventRegistry<PipelineEvent> Events { get; } = new EventRegistryBuilder<PipelineEvent>()
        .Add("pipeline.created", 1, Json.Created)
        .Add("pipeline.step-added", 1, Json.StepAdded)
        .Add("pipeline.step-removed", 1, Json.StepRemoved)
        .Add("pipeline.steps-reordered", 1, Json.StepsReordered)
        .Add("pipeline.dependencies-set", 1, Json.DependenciesSet)
        .Add("pipeline.activated", 1, Json.Activated)
        .Add("pipeline.version-published", 1, Json.VersionPublished)
        .Add("pipeline.started", 1, Json.Started)
        .Add("pipeline.paused", 1, Json.Paused)
        .Add("pipeline.resumed", 1, Json.Resumed)
        .Add("pipeline.completed", 1, Json.Completed)
        .Add("pipeline.failed", 1, Json.Failed)
        .Add("pipeline.archived", 1, Json.Archived)
        .Add("pipeline.document-set", 1, Json.DocumentSet)
        .Add("pipeline.described", 1, Json.Described)
        .Add("pipeline.deleted", 1, Json.Deleted)
        .Build();

    /// <summary>The snapshot of a pipeline's state.</summary>
    public static JsonSnapshotCodec<PipelineState> Snapshots { get; } = new("pipeline", 2, Json.PipelineState);
}
