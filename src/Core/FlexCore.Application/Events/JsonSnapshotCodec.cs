using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FlexCore.Application.Events;

/// <summary>A snapshot codec over a source-generated JSON shape.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class JsonSnapshotCodec<TState> : ISnapshotCodec<TState>
{
    private readonly JsonTypeInfo<TState> _shape;

    /// <summary>Creates a codec.</summary>
    /// <param name="type">The registered name of the state's shape, for example <c>pipeline</c>.</param>
    /// <param name="schemaVersion">The version of the shape, from 1. Raise it with every change: older snapshots are then ignored.</param>
    /// <param name="shape">The JSON shape.</param>
    /// <exception cref="ArgumentException">The name is empty or the version is below 1.</exception>
    public JsonSnapshotCodec(string type, int schemaVersion, JsonTypeInfo<TState> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentOutOfRangeException.ThrowIfLessThan(schemaVersion, 1);
        ArgumentNullException.ThrowIfNull(shape);
        Type = type;
        SchemaVersion = schemaVersion;
        _shape = shape;
    }

    /// <inheritdoc/>
    public string Type { get; }

    /// <inheritdoc/>
    public int SchemaVersion { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(TState state) => JsonSerializer.SerializeToUtf8Bytes(state, _shape);

    /// <inheritdoc/>
    public TState Decode(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, _shape) ?? throw new JsonException($"The snapshot '{Type}' version {SchemaVersion} is null.");
}
