using FlexCore.Application.Events;

namespace FlexCore.ChaosBank.Queues;

/// <summary>The events of queues as release 1 stores them: it can read the next version already, and does not write it yet.</summary>
/// <param name="reads">The registry of the newest versions, with their upcasters.</param>
/// <param name="writes">The registry of what is written.</param>
internal sealed class FirstQueueEvents(IEventCodec<QueueEvent> reads, IEventCodec<QueueEvent> writes) : IEventCodec<QueueEvent>
{
    public EncodedEvent Encode(QueueEvent @event) => writes.Encode(@event is WasPut put ? put with { Release = null } : @event);

    public QueueEvent Decode(string type, int schemaVersion, ReadOnlyMemory<byte> payload) => reads.Decode(type, schemaVersion, payload);
}
