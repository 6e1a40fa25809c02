using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite.Writing;

/// <summary>What was read from the store when it was opened.</summary>
/// <param name="Heads">The streams with un-indexed events.</param>
/// <param name="End">The end of what is committed.</param>
/// <param name="Epochs">The epoch of each shard.</param>
/// <param name="Offsets">The last offset of each shard.</param>
internal sealed record RecoveredState(StreamHeads Heads, CommittedEnd End, long[] Epochs, long[] Offsets);
