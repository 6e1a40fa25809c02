using FlexCore.Application.Streams;

namespace FlexCore.Application.DataStreams;

/// <summary>One partition of a spread stream as people see it.</summary>
/// <param name="Partition">Its number, from 0.</param>
/// <param name="Node">The node that has it, or <see langword="null"/> where that is not known, or on a node that is alone.</param>
/// <param name="Status">As <see cref="StreamView.Status"/>. Of a partition on another node it is what its history says.</param>
/// <param name="Attempt">How often its run was started, from 1; 0 before the first.</param>
/// <param name="Error">Why it failed or restarts, or <see langword="null"/>.</param>
/// <param name="Restarts">How often its node has restarted it in a row after failures; 0 for one on another node.</param>
/// <param name="Progress">How far it has come: live when it is at work on the asked node, otherwise as of its last report (<c>flexcore.supervisor.report-interval</c>).</param>
public sealed record StreamPartitionView(int Partition, string? Node, string Status, int Attempt, string? Error, int Restarts, StreamProgress? Progress);
