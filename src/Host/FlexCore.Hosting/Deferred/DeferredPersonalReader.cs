using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the opener of sealed values until the node has started. Thread-safe.</summary>
internal sealed class DeferredPersonalReader(Deferred<NodeParts> node) : IPersonalReader
{
    public ValueTask<RecordedEvent> OpenAsync(RecordedEvent recorded, CancellationToken cancellationToken = default) => node.Value.Events.Reader.OpenAsync(recorded, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> OpenAsync(EntityId stream, ReadOnlyMemory<byte> state, CancellationToken cancellationToken = default) =>
        node.Value.Events.Reader.OpenAsync(stream, state, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> OpenDocumentAsync(TenantId tenant, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) =>
        node.Value.Events.Reader.OpenDocumentAsync(tenant, document, cancellationToken);
}
