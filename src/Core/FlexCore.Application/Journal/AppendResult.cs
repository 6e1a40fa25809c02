namespace FlexCore.Application.Journal;

/// <summary>The journal's answer to an append.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="StreamVersion">
/// <see cref="AppendStatus.Committed"/>: the last version written. <see cref="AppendStatus.WrongExpectedVersion"/>: the stream's
/// actual version. Otherwise 0.
/// </param>
/// <param name="ShardOffset"><see cref="AppendStatus.Committed"/>: the shard offset of the last event. Otherwise 0.</param>
/// <param name="Epoch">The epoch that owns the shard now.</param>
public readonly record struct AppendResult(AppendStatus Status, long StreamVersion, long ShardOffset, long Epoch);
