namespace FlexCore.Application.Events;

/// <summary>Turns an aggregate's state into snapshot bytes and back.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <remarks>Implementations are pure and thread-safe.</remarks>
public interface ISnapshotCodec<TState>
{
    /// <summary>The registered name of the state's shape.</summary>
    string Type { get; }

    /// <summary>The version of the state's shape, from 1. Raise it when the shape changes: older snapshots are then ignored.</summary>
    int SchemaVersion { get; }

    /// <summary>Writes the state as UTF-8 JSON.</summary>
    /// <param name="state">The state.</param>
    ReadOnlyMemory<byte> Encode(TState state);

    /// <summary>Reads a state of this <see cref="SchemaVersion"/>.</summary>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <exception cref="System.Text.Json.JsonException">The payload does not fit; the caller falls back to replay.</exception>
    TState Decode(ReadOnlyMemory<byte> payload);
}
