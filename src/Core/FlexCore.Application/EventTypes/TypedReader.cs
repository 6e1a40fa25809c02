using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Domain;

namespace FlexCore.Application.EventTypes;

/// <summary>Reads events as the newest version of their types, and then opens what is sealed in them. Stateless and thread-safe.</summary>
/// <remarks>In this order everywhere: a step moves sealed values and never sees what is in them, so it does for a reader what it does for a projection or a kept state.</remarks>
/// <param name="inner">Opens.</param>
/// <param name="types">The declared types.</param>
public sealed class TypedReader(IPersonalReader inner, DeclaredEventTypes types) : IPersonalReader
{
    /// <inheritdoc/>
    public ValueTask<RecordedEvent> OpenAsync(RecordedEvent recorded, CancellationToken cancellationToken = default) => inner.OpenAsync(types.Read(recorded), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> OpenAsync(EntityId stream, ReadOnlyMemory<byte> state, CancellationToken cancellationToken = default) => inner.OpenAsync(stream, state, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> OpenDocumentAsync(TenantId tenant, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) =>
        inner.OpenDocumentAsync(tenant, document, cancellationToken);
}
