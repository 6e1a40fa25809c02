using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Streams;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the use cases of streams until the node has started. Thread-safe.</summary>
internal sealed class DeferredStreams(Deferred<NodeParts> node) : IStreams
{
    private IStreams Streams => node.Value.Streams;

    public Task<NodeReply<StreamView>> CreateAsync(NodeCall call, CreateStream request, CancellationToken cancellationToken = default) =>
        Streams.CreateAsync(call, request, cancellationToken);

    public Task<NodeReply<StreamView>> StartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default) =>
        Streams.StartAsync(call, key, request, cancellationToken);

    public Task<NodeReply<StreamView>> StopAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Streams.StopAsync(call, key, cancellationToken);

    public Task<NodeReply<StreamView>> RestartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default) =>
        Streams.RestartAsync(call, key, request, cancellationToken);

    public Task<NodeReply<StreamView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default) =>
        Streams.GetAsync(call, key, cancellationToken);

    public Task<Page<StreamView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default) =>
        Streams.ListAsync(call, query, cancellationToken);

    public IStreamRun? FindRun(NodeCall call, string key, int? partition = null) => Streams.FindRun(call, key, partition);

    public Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default) =>
        Streams.HistoryAsync(call, key, query, cancellationToken);
}
