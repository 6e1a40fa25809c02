using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the journal until the node has started. Thread-safe.</summary>
internal sealed class DeferredJournal(Deferred<NodeParts> node) : IEventJournal
{
    public ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default) => node.Value.Journal.AppendAsync(request, cancellationToken);

    public IAsyncEnumerable<StoredEvent> ReadStreamAsync(EntityId stream, long fromVersion, CancellationToken cancellationToken = default) =>
        node.Value.Journal.ReadStreamAsync(stream, fromVersion, cancellationToken);
}
