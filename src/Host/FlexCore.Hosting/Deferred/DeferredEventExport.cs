using FlexCore.Application.EventTransfer;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for exports until the node has started. Thread-safe.</summary>
internal sealed class DeferredEventExport(Deferred<NodeParts> node) : IEventExport
{
    public ValueTask<NodeReply<EventExportRun>> OpenAsync(SecurityContext security, ExportRequest request, CancellationToken cancellationToken = default) =>
        node.Value.Events.Export.OpenAsync(security, request, cancellationToken);
}
