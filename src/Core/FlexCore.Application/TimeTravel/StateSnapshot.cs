using FlexCore.Domain;

namespace FlexCore.Application.TimeTravel;

/// <summary>The state of a stream at one version, kept so that later reads need not begin at the first event.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Shape">The shape of the state.</param>
/// <param name="Version">The version of the last event in it.</param>
/// <param name="NewestAt">The latest instant of any event in it.</param>
/// <param name="CreatedAt">When it was kept.</param>
/// <param name="State">The state as JSON.</param>
public sealed record StateSnapshot(EntityId Stream, string Shape, long Version, DateTimeOffset NewestAt, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> State);
