using FlexCore.Application.Jobs;
using FlexCore.Application.Nodes;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the use cases of jobs until the node has started. Thread-safe.</summary>
internal sealed class DeferredJobs(Deferred<NodeParts> node) : IJobs
{
    public Task<NodeReply<JobView>> SubmitAsync(NodeCall call, SubmitJob request, CancellationToken cancellationToken = default) =>
        node.Value.Jobs.SubmitAsync(call, request, cancellationToken);

    public Task<NodeReply<JobView>> GetAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Jobs.GetAsync(call, id, cancellationToken);

    public Task<Page<JobView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default) =>
        node.Value.Jobs.ListAsync(call, query, cancellationToken);

    public Task<NodeReply<JobView>> CancelAsync(NodeCall call, string id, CancellationToken cancellationToken = default) =>
        node.Value.Jobs.CancelAsync(call, id, cancellationToken);
}
