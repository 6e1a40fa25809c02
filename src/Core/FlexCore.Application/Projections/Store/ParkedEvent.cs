using FlexCore.Domain;

namespace FlexCore.Application.Projections.Store;

/// <summary>An event that has no effect yet in a generation: the projection failed on it, or it waits behind one.</summary>
/// <param name="Group">What waits together: the stream, or the document of a projection over several streams.</param>
/// <param name="Stream">The event's stream.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Type">Its type.</param>
/// <param name="Reason">What the projection said; empty for an event that only waits behind another.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="ParkedAt">Since when.</param>
/// <param name="RetryAt">When it is tried again by itself or on request; <see langword="null"/> when only a request will do.</param>
public sealed record ParkedEvent(
    string Group, EntityId Stream, long Version, int Shard, long Offset, string Type, string Reason, int Attempts, DateTimeOffset ParkedAt, DateTimeOffset? RetryAt);
