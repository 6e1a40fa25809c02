using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Pipelines.Documents;

/// <summary>A document after compiling.</summary>
public sealed record CompiledDocument
{
    /// <summary>The pipeline's name; <see langword="null"/> when it could not be read.</summary>
    public string? Name { get; init; }

    /// <summary>The document's description; empty when it has none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Every mistake, in the order of the document. Empty exactly when there is a <see cref="Graph"/>.</summary>
    public IReadOnlyList<DocumentFinding> Findings { get; init; } = [];

    /// <summary>The runnable graph, or <see langword="null"/> when there are mistakes.</summary>
    public IStreamGraph? Graph { get; init; }

    /// <summary>What the history of the runs keeps; present with a graph.</summary>
    public DataStreamDefinition? Definition { get; init; }

    /// <summary>The steps as people and the pipeline's history see them: source, steps, sinks.</summary>
    public ValueList<PipelineStep> Steps { get; init; } = [];

    /// <summary>How long to process between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many partitions the pipeline is spread over, each a stream of its own; 0 when it is one stream.</summary>
    public int Partitions { get; init; }

    /// <summary>Whether the source ends by itself.</summary>
    public bool IsBounded { get; init; }

    /// <summary>The event topic that HTTP ingest into the stream appends to: the stream's own where it reads that, else the only one that it reads; <see langword="null"/> when there is none, or several.</summary>
    public string? SourceTopic { get; init; }
}
