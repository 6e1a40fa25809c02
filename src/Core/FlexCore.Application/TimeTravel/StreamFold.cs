using FlexCore.Application.EventStreams;

namespace FlexCore.Application.TimeTravel;

/// <summary>How the events of one kind of entity add up to a state. Pure and thread-safe; the states it makes belong to whoever asked for them.</summary>
public abstract class StreamFold
{
    /// <summary>Names the state's shape and its version: a kept state of another shape is not used.</summary>
    public abstract string Shape { get; }

    /// <summary>The state before the first event; new for each caller.</summary>
    public abstract object Begin();

    /// <summary>Applies one event.</summary>
    /// <param name="state">The state before; not used afterwards.</param>
    /// <param name="recorded">The event.</param>
    /// <returns>The state after.</returns>
    /// <exception cref="Events.UnknownEventException">The event cannot be read by this program.</exception>
    public abstract object Apply(object state, RecordedEvent recorded);

    /// <summary>Writes a state as JSON.</summary>
    /// <param name="state">The state.</param>
    public abstract ReadOnlyMemory<byte> Encode(object state);

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <param name="state">The JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">It is something else; the caller folds from the beginning.</exception>
    public abstract object Decode(ReadOnlyMemory<byte> state);
}
