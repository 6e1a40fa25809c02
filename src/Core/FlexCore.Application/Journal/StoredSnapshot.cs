using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>An entity's state as of one version. Losing it only costs the time of a longer replay.</summary>
/// <param name="Stream">The entity.</param>
/// <param name="Version">The version of the last event the state includes.</param>
/// <param name="Type">The registered name of the state's shape.</param>
/// <param name="SchemaVersion">The version of that shape; a reader that does not know it ignores the snapshot.</param>
/// <param name="Payload">The state, UTF-8 JSON.</param>
public sealed record StoredSnapshot(EntityId Stream, long Version, string Type, int SchemaVersion, ReadOnlyMemory<byte> Payload);
