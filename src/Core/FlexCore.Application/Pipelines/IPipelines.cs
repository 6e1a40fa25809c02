using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines.Documents;

namespace FlexCore.Application.Pipelines;

/// <summary>The pipelines of a node: their managed life from draft to archive.</summary>
/// <remarks>
/// Expected refusals are values. Every change is durable when it is answered, and every later query sees it. Faults are
/// <see cref="Journal.JournalException"/>, <see cref="Entities.EntityFailedException"/> and <see cref="Entities.AskTimeoutException"/>. Thread-safe.
/// </remarks>
public interface IPipelines
{
    /// <summary>Checks a document without keeping it.</summary>
    /// <param name="document">The text.</param>
    DocumentReport Lint(string document);

    /// <summary>Creates a draft.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<PipelineView>> CreateAsync(NodeCall call, CreatePipeline request, CancellationToken cancellationToken = default);

    /// <summary>Changes a pipeline. A changed document of a published pipeline becomes its next version; a run at work keeps the one it started with.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="request">What to change.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<PipelineView>> UpdateAsync(NodeCall call, string key, UpdatePipeline request, CancellationToken cancellationToken = default);

    /// <summary>Publishes the draft, if it is one, and starts its stream.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<PipelineView>> ActivateAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>Holds the run: its stream drains and takes a checkpoint.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<PipelineView>> PauseAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>Lets a held run go on at its checkpoint.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<PipelineView>> ResumeAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>Retires a pipeline for good. A running one must be paused first.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<PipelineView>> ArchiveAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>Archives a pipeline and hides it; its events stay, and its name may be used again. A running one must be paused first.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    /// <returns>The pipeline as it was when it was deleted.</returns>
    Task<NodeReply<PipelineView>> DeleteAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>One pipeline.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<PipelineView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>The tenant's pipelines, by key. Deleted ones are left out.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<PipelineView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default);

    /// <summary>The published versions, the newest first.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="query">Which part; status and text do not apply.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<Page<PipelineVersionView>>> VersionsAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default);

    /// <summary>One run of a pipeline, also one that others have followed: how it ended, or that it is under way.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="runId">The run; looked for among the newest <see cref="UseCases.PipelineService.RunsLookBack"/> events of the pipeline.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The run; the refusal <c>run-not-found</c> when none of this id was started.</returns>
    Task<NodeReply<PipelineRunView>> RunAsync(NodeCall call, string key, string runId, CancellationToken cancellationToken = default);

    /// <summary>The steps of the newest document: source, steps, sinks.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<IReadOnlyList<PipelineStepView>>> StepsAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>The pipeline's events, the newest first.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The pipeline.</param>
    /// <param name="query">Which part; status and text do not apply.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default);
}
