namespace FlexCore.Application.EventIndex;

/// <summary>What a tenant's part of the store holds.</summary>
/// <param name="Streams">How many event streams users have.</param>
/// <param name="Snapshots">How many states are kept.</param>
/// <param name="Types">How many events of each kind and type there are, of users and of the system's own entities; by kind and type.</param>
public sealed record EventStatistics(long Streams, long Snapshots, IReadOnlyList<EventCount> Types);
