using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Streams;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <content>Queries.</content>
public sealed partial class StreamService
{
    /// <inheritdoc/>
    public async Task<NodeReply<StreamView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Find(call, key) is { } entry
            ? new NodeReply<StreamView>(await _views.OfAsync(entry, cancellationToken).ConfigureAwait(false), null)
            : NodeRefusals.NoStream<StreamView>(key);

    /// <inheritdoc/>
    public async Task<Page<StreamView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(query);
        PipelineEntry[] found =
        [
            .. _services.Catalog.Of(call.Security.Tenant)
                .Where(entry => StreamViews.IsStream(entry) && entry.Matches(query.Text))
                .Where(entry => query.Status is null || string.Equals(_views.StatusOf(entry), query.Status, StringComparison.OrdinalIgnoreCase))
                .OrderBy(entry => entry.Id.Key, StringComparer.Ordinal),
        ];
        var page = query.Apply(found);
        var views = new List<StreamView>(page.Items.Count);
        foreach (var entry in page.Items)
        {
            views.Add(await _views.OfAsync(entry, cancellationToken).ConfigureAwait(false));
        }

        return new Page<StreamView>(views, page.Total, page.Offset, page.Limit);
    }

    /// <inheritdoc/>
    public IStreamRun? FindRun(NodeCall call, string key, int? partition = null) =>
        Find(call, key) is { } entry ? _services.Supervisor.Find(partition is { } number and >= 0 ? StreamParts.Of(entry.Id, number) : entry.Id)?.Activity.Run?.Run : null;

    /// <inheritdoc/>
    public async Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Find(call, key) is not { } entry)
        {
            return NodeRefusals.NoStream<Page<HistoryEntry>>(key);
        }

        var stream = new EntityId(entry.Id.Tenant, DataStreamDecider.Kind, entry.Id.Key);
        return new NodeReply<Page<HistoryEntry>>(await _history.EventsAsync(stream, query, cancellationToken).ConfigureAwait(false), null);
    }
}
