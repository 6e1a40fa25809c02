using FlexCore.Application.EventTransfer;
using FlexCore.Application.Nodes;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for imports until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventImport(Deferred<NodeParts> node) : IEventImport
{
    public ValueTask<NodeReply<ImportReport>> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default) =>
        node.Value.Events.Import.ImportAsync(request, cancellationToken);
}
