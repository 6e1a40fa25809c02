using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Pipelines.Documents;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the use cases of pipelines until the node has started. Thread-safe.</summary>
internal sealed class DeferredPipelines(Deferred<NodeParts> node) : IPipelines
{
    private IPipelines Pipelines => node.Value.Pipelines;

    public DocumentReport Lint(string document) => Pipelines.Lint(document);

    public Task<NodeReply<PipelineView>> CreateAsync(NodeCall call, CreatePipeline request, CancellationToken cancellationToken = default) =>
        Pipelines.CreateAsync(call, request, cancellationToken);

    public Task<NodeReply<PipelineView>> UpdateAsync(NodeCall call, string key, UpdatePipeline request, CancellationToken cancellationToken = default) =>
        Pipelines.UpdateAsync(call, key, request, cancellationToken);

    public Task<NodeReply<PipelineView>> ActivateAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.ActivateAsync(call, key, cancellationToken);

    public Task<NodeReply<PipelineView>> PauseAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.PauseAsync(call, key, cancellationToken);

    public Task<NodeReply<PipelineView>> ResumeAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.ResumeAsync(call, key, cancellationToken);

    public Task<NodeReply<PipelineView>> ArchiveAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.ArchiveAsync(call, key, cancellationToken);

    public Task<NodeReply<PipelineView>> DeleteAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.DeleteAsync(call, key, cancellationToken);

    public Task<NodeReply<PipelineView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.GetAsync(call, key, cancellationToken);

    public Task<Page<PipelineView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default) =>
        Pipelines.ListAsync(call, query, cancellationToken);

    public Task<NodeReply<Page<PipelineVersionView>>> VersionsAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default) =>
        Pipelines.VersionsAsync(call, key, query, cancellationToken);

    public Task<NodeReply<PipelineRunView>> RunAsync(NodeCall call, string key, string runId, CancellationToken cancellationToken = default) =>
        Pipelines.RunAsync(call, key, runId, cancellationToken);

    public Task<NodeReply<IReadOnlyList<PipelineStepView>>> StepsAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Pipelines.StepsAsync(call, key, cancellationToken);

    public Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default) =>
        Pipelines.HistoryAsync(call, key, query, cancellationToken);
}
