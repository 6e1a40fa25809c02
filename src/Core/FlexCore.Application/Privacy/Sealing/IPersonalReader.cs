using FlexCore.Application.EventStreams;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Opens sealed values for readers who may see them: the one seam that answers, projections and exports read through.</summary>
/// <remarks>
/// A value whose key was destroyed reads <c>{"$forgotten":true}</c>, one that this store cannot open <c>{"$sealed":true}</c>. What has no sealed value comes back as it is and costs one search in its bytes.
/// Thread-safe.
/// </remarks>
public interface IPersonalReader
{
    /// <summary>Opens the values of an event.</summary>
    /// <param name="recorded">The event as the log has it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Keys.MasterKeyException">The master key is missing: nothing is shown rather than something wrong.</exception>
    /// <exception cref="JournalException">The keys cannot be read.</exception>
    ValueTask<RecordedEvent> OpenAsync(RecordedEvent recorded, CancellationToken cancellationToken = default);

    /// <summary>Opens the values of a state that was made of a stream's events: its members stand where they stood in the events.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="state">The state as JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Keys.MasterKeyException">The master key is missing.</exception>
    /// <exception cref="JournalException">The keys cannot be read.</exception>
    ValueTask<ReadOnlyMemory<byte>> OpenAsync(EntityId stream, ReadOnlyMemory<byte> state, CancellationToken cancellationToken = default);

    /// <summary>Opens the values of a read model's document that say where they come from.</summary>
    /// <param name="tenant">Whose document it is; what comes from elsewhere is not opened.</param>
    /// <param name="document">The document as JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Keys.MasterKeyException">The master key is missing.</exception>
    /// <exception cref="JournalException">The keys cannot be read.</exception>
    ValueTask<ReadOnlyMemory<byte>> OpenDocumentAsync(TenantId tenant, ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default);
}
