namespace FlexCore.Cluster.Membership;

/// <summary>The end of a node's membership.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">What happened and what to do, for the log.</param>
public sealed record ClusterExit(ClusterExitReason Reason, string Message);
