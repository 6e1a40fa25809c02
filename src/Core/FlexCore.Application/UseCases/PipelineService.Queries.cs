using FlexCore.Application.Catalogs;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;

namespace FlexCore.Application.UseCases;

/// <content>Queries.</content>
public sealed partial class PipelineService
{
    /// <summary>How many of a pipeline's newest events are searched for a run.</summary>
    public const int RunsLookBack = 1_000;

    /// <inheritdoc/>
    public Task<NodeReply<PipelineView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Task.FromResult(Find(call, key) is { } entry
            ? new NodeReply<PipelineView>(entry.ToView(), null)
            : NodeRefusals.NoPipeline<PipelineView>(key));
    }

    /// <inheritdoc/>
    public Task<Page<PipelineView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(query);
        PipelineEntry[] found =
        [
            .. _services.Catalog.Of(call.Security.Tenant)
                .Where(entry => !entry.IsJob && entry.Matches(query.Text))
                .Where(entry => query.Status is null || string.Equals(PipelineEntry.StatusName(entry.State.Status), query.Status, StringComparison.OrdinalIgnoreCase))
                .OrderBy(entry => entry.Id.Key, StringComparer.Ordinal),
        ];
        var page = query.Apply(found);
        return Task.FromResult(new Page<PipelineView>([.. page.Items.Select(entry => entry.ToView())], page.Total, page.Offset, page.Limit));
    }

    /// <inheritdoc/>
    public async Task<NodeReply<Page<PipelineVersionView>>> VersionsAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Find(call, key) is not { } entry)
        {
            return NodeRefusals.NoPipeline<Page<PipelineVersionView>>(key);
        }

        var versions = await _history.VersionsAsync(entry.Id, cancellationToken).ConfigureAwait(false);
        return new NodeReply<Page<PipelineVersionView>>(query.Apply([.. versions.Reverse()]), null);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<PipelineRunView>> RunAsync(NodeCall call, string key, string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return Find(call, key) is not { } entry ? NodeRefusals.NoPipeline<PipelineRunView>(key)
            : await _history.RunAsync(entry.Id, runId, entry.Revision - RunsLookBack, cancellationToken).ConfigureAwait(false) is { } run ? new NodeReply<PipelineRunView>(run, null)
            : NodeRefusals.Refuse<PipelineRunView>(NodeRefusals.RunNotFound, $"The pipeline '{NodeRefusals.Shown(key)}' has no run '{NodeRefusals.Shown(runId)}'. Look at its history.");
    }

    /// <inheritdoc/>
    public Task<NodeReply<IReadOnlyList<PipelineStepView>>> StepsAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(Find(call, key) is { } entry
            ? new NodeReply<IReadOnlyList<PipelineStepView>>(
                [.. entry.State.Steps.Select(step => new PipelineStepView(step.Id, step.Operator, step.Definition, step.DependsOn))], null)
            : NodeRefusals.NoPipeline<IReadOnlyList<PipelineStepView>>(key));

    /// <inheritdoc/>
    public async Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Find(call, key) is { } entry
            ? new NodeReply<Page<HistoryEntry>>(await _history.EventsAsync(entry.Id, query, cancellationToken).ConfigureAwait(false), null)
            : NodeRefusals.NoPipeline<Page<HistoryEntry>>(key);
    }
}
