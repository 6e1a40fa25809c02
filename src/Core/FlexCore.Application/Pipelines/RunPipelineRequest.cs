using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.Pipelines;

/// <summary>What to run, for whom, and what to do about an interrupted run.</summary>
public sealed class RunPipelineRequest
{
    /// <summary>Tenant and principal.</summary>
    public required SecurityContext Security { get; init; }

    /// <summary>The checked graph.</summary>
    public required IStreamGraph Graph { get; init; }

    /// <summary>The key of the data stream that keeps the history of its runs.</summary>
    /// <value>The default value is the graph's name.</value>
    public string? Key { get; init; }

    /// <summary>The partition of a spread graph that the run has, from 0; its key is that of the partition's own data stream.</summary>
    /// <value>The default value is <see langword="null"/>: all records.</value>
    public int? Partition { get; init; }

    /// <summary>The id that a new run gets, unless the last run had it; a run that goes on keeps its own.</summary>
    /// <value>The default value is <see langword="null"/>: a new one.</value>
    public string? RunId { get; init; }

    /// <summary>What the graph does, for the history. Its fingerprint decides whether an interrupted run may go on.</summary>
    public required DataStreamDefinition Definition { get; init; }

    /// <summary>Whether to go on with an interrupted run.</summary>
    /// <value>The default value is <see cref="ResumePolicy.Automatic"/>.</value>
    public ResumePolicy Resume { get; init; }

    /// <summary>How long to process between two checkpoints.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);

    internal RunPipelineRequest WithResume(ResumePolicy resume) => new()
    {
        Security = Security,
        Graph = Graph,
        Key = Key,
        Partition = Partition,
        RunId = RunId,
        Definition = Definition,
        Resume = resume,
        CheckpointInterval = CheckpointInterval,
    };
}
