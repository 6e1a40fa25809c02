using FlexCore.Application.EventStreams;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the readers of the feed until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventTail(Deferred<NodeParts> node) : IEventTail
{
    public ValueTask<FeedSlice> ReadAsync(SecurityContext security, EventFilter filter, FeedStart start, int limit, CancellationToken cancellationToken = default) =>
        node.Value.Events.Tail.ReadAsync(security, filter, start, limit, cancellationToken);

    public ValueTask<FeedSlice> OpenAsync(SecurityContext security, FeedStart start, CancellationToken cancellationToken = default) =>
        node.Value.Events.Tail.OpenAsync(security, start, cancellationToken);

    public IAsyncEnumerable<FeedSlice> FollowAsync(SecurityContext security, EventFilter filter, string cursor, CancellationToken cancellationToken = default) =>
        node.Value.Events.Tail.FollowAsync(security, filter, cursor, cancellationToken);
}
