using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>An event that a client has seen: if the store has another one in its place, it is not the store that the client has read.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place there.</param>
/// <param name="Id">Its id.</param>
internal sealed record EventWitness(EntityId Stream, long Version, Guid Id);
