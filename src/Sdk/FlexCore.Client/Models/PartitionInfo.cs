namespace FlexCore.Client.Models;

/// <summary>One partition of a spread stream.</summary>
/// <param name="Partition">Its number, from 0.</param>
/// <param name="Node">The node that has it, or <see langword="null"/> where that is not known.</param>
/// <param name="Status">As <see cref="StreamInfo.Status"/>.</param>
/// <param name="Attempt">How often its run was started, from 1; 0 before the first.</param>
/// <param name="Error">Why it failed or restarts, or <see langword="null"/>.</param>
/// <param name="Restarts">How often its node has restarted it in a row after failures.</param>
/// <param name="Progress">How far it has come: live on its own node, otherwise as of its last report.</param>
public sealed record PartitionInfo(int Partition, string? Node, string Status, int Attempt, string? Error, int Restarts, ProgressInfo? Progress);
