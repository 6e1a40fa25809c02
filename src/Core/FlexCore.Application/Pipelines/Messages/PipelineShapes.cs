using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Pipelines.Messages;

/// <summary>Names and shapes of the messages about pipelines.</summary>
public static class PipelineShapes
{
    private const string Write = "pipelines.write";
    private const string Read = "pipelines.read";

    /// <summary><c>pipelines.create</c>.</summary>
    public static MessageShape<NewPipeline, PipelineView> Create { get; } = new("pipelines.create", PipelineMessagesJson.Default.NewPipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "Creates a pipeline as a draft. Its key is the document's name.", Permission = Write,
    };

    /// <summary><c>pipelines.update</c>.</summary>
    public static MessageShape<ChangePipeline, PipelineView> Update { get; } = new("pipelines.update", PipelineMessagesJson.Default.ChangePipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "Changes a pipeline. A changed document of a published one becomes its next version.",
        Permission = Write,
        Check = static change => (change.Document ?? change.Name ?? change.Description) is null ? [new FieldMistake("document", "", "Send document, name or description: at least one changes.")] : [],
    };

    /// <summary><c>pipelines.activate</c>.</summary>
    public static MessageShape<ActivatePipeline, PipelineView> Activate { get; } = new("pipelines.activate", PipelineMessagesJson.Default.ActivatePipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "Publishes the draft, if it is one, and starts its stream.", Permission = Write,
    };

    /// <summary><c>pipelines.pause</c>.</summary>
    public static MessageShape<PausePipeline, PipelineView> Pause { get; } = new("pipelines.pause", PipelineMessagesJson.Default.PausePipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "Holds the run: its stream drains and takes a checkpoint.", Permission = Write,
    };

    /// <summary><c>pipelines.resume</c>.</summary>
    public static MessageShape<ResumePipeline, PipelineView> Resume { get; } = new("pipelines.resume", PipelineMessagesJson.Default.ResumePipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "Lets a held run go on at its checkpoint.", Permission = Write,
    };

    /// <summary><c>pipelines.archive</c>.</summary>
    public static MessageShape<ArchivePipeline, PipelineView> Archive { get; } = new("pipelines.archive", PipelineMessagesJson.Default.ArchivePipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "Retires a pipeline for good. A running one must be paused first.", Permission = Write,
    };

    /// <summary><c>pipelines.get</c>.</summary>
    public static MessageShape<GetPipeline, PipelineView> Get { get; } = new("pipelines.get", PipelineMessagesJson.Default.GetPipeline, PipelineMessagesJson.Default.PipelineView)
    {
        Summary = "One pipeline with its newest document.", Permission = Read,
    };

    /// <summary><c>pipelines.list</c>.</summary>
    public static MessageShape<ListPipelines, Page<PipelineView>> List { get; } = new("pipelines.list", PipelineMessagesJson.Default.ListPipelines, PipelineMessagesJson.Default.PagePipelineView)
    {
        Summary = "Pipelines by key.", Permission = Read, Check = CheckPart,
    };

    private static IEnumerable<FieldMistake> CheckPart(ListPipelines part)
    {
        if (part.Offset < 0)
        {
            yield return new FieldMistake("offset", FormattableString.Invariant($"{part.Offset}"), "Send 0 or more.");
        }

        if (part.Limit is < 1 or > PageQuery.LimitMax)
        {
            yield return new FieldMistake("limit", FormattableString.Invariant($"{part.Limit}"), FormattableString.Invariant($"Send 1 to {PageQuery.LimitMax}."));
        }
    }
}
