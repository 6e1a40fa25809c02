namespace FlexCore.Application.Projections.Engine;

/// <summary>How a node's part of what is read of a projection stands.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Lag">How many events of the node's shards are not in it.</param>
/// <param name="Parked">How many events are put aside.</param>
internal readonly record struct ProjectionFact(string Projection, long Lag, long Parked);
