using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Pipelines.Messages;

/// <summary>Creates a pipeline as a draft.</summary>
/// <param name="Document">The pipeline file's text, YAML or JSON; its name becomes the pipeline's key.</param>
/// <param name="Name">A name for people; the document's name when it is not given.</param>
/// <param name="Description">What it is for; the document's description when it is not given.</param>
public sealed record NewPipeline(string Document, string? Name = null, string? Description = null) : IBusCommand<PipelineView>;

/// <summary>Changes a pipeline.</summary>
/// <param name="Pipeline">Its key.</param>
/// <param name="Document">The file's text; a changed one of a published pipeline is its next version.</param>
/// <param name="Name">A name for people.</param>
/// <param name="Description">What it is for.</param>
public sealed record ChangePipeline(string Pipeline, string? Document = null, string? Name = null, string? Description = null) : IBusCommand<PipelineView>;

/// <summary>Publishes a draft and starts its stream; starts a published one that is not at work.</summary>
/// <param name="Pipeline">Its key.</param>
public sealed record ActivatePipeline(string Pipeline) : IBusCommand<PipelineView>;

/// <summary>Holds a pipeline's run: its stream drains and takes a checkpoint.</summary>
/// <param name="Pipeline">Its key.</param>
public sealed record PausePipeline(string Pipeline) : IBusCommand<PipelineView>;

/// <summary>Lets a held run go on at its checkpoint.</summary>
/// <param name="Pipeline">Its key.</param>
public sealed record ResumePipeline(string Pipeline) : IBusCommand<PipelineView>;

/// <summary>Retires a pipeline for good.</summary>
/// <param name="Pipeline">Its key.</param>
public sealed record ArchivePipeline(string Pipeline) : IBusCommand<PipelineView>;

/// <summary>Asks for one pipeline.</summary>
/// <param name="Pipeline">Its key.</param>
public sealed record GetPipeline(string Pipeline) : IBusQuery<PipelineView>;

/// <summary>Asks for pipelines by key.</summary>
/// <param name="Status">Only those in this status.</param>
/// <param name="Filter">Only those whose key, name or description contains this text.</param>
/// <param name="Offset">How many to leave out from the front.</param>
/// <param name="Limit">The most to answer, 1 to 1,000; 100 when it is not given.</param>
public sealed record ListPipelines(string? Status = null, string? Filter = null, int Offset = 0, int Limit = 100) : IBusQuery<Page<PipelineView>>;
