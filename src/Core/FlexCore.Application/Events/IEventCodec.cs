namespace FlexCore.Application.Events;

/// <summary>Turns an aggregate's events into stored bytes and back; old schema versions are upcast on the way in.</summary>
/// <typeparam name="TEvent">The aggregate's event family.</typeparam>
/// <remarks>Implementations are pure and thread-safe.</remarks>
public interface IEventCodec<TEvent>
{
    /// <summary>Writes an event in its newest shape.</summary>
    /// <param name="event">The event.</param>
    EncodedEvent Encode(TEvent @event);

    /// <summary>Reads an event of any version ever stored.</summary>
    /// <param name="type">The registered type name.</param>
    /// <param name="schemaVersion">The version of the payload's shape.</param>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <exception cref="UnknownEventException">The type or version is not registered, or the payload does not fit it.</exception>
    TEvent Decode(string type, int schemaVersion, ReadOnlyMemory<byte> payload);
}
