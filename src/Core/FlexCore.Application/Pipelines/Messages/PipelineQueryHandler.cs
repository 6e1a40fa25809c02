using FlexCore.Application.Messaging;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Pipelines.Messages;

/// <summary>Answers the queries about pipelines with the use cases of pipelines.</summary>
/// <param name="pipelines">The use cases.</param>
public sealed class PipelineQueryHandler(IPipelines pipelines) : IQueryHandler<GetPipeline, PipelineView>, IQueryHandler<ListPipelines, Page<PipelineView>>
{
    /// <inheritdoc/>
    public Task<NodeReply<PipelineView>> HandleAsync(GetPipeline query, NodeCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return pipelines.GetAsync(call, query.Pipeline, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<Page<PipelineView>>> HandleAsync(ListPipelines query, NodeCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await pipelines.ListAsync(
            call, new PageQuery { Status = query.Status, Text = query.Filter, Offset = query.Offset, Limit = query.Limit }, cancellationToken).ConfigureAwait(false);
    }
}
