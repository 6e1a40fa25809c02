using FlexCore.Application.Cluster;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Membership;

/// <summary>Everything membership logs. Event ids 8000 to 8049.</summary>
internal sealed partial class ClusterLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(8000, LogLevel.Information, "{Node} has entered the membership table and joins at {Address}.")]
    internal partial void Entered(NodeId node, NodeAddress address);

    [LoggerMessage(8001, LogLevel.Information, "{Node} is up, in a cluster of {Members}.")]
    internal partial void Up(NodeId node, int members);

    [LoggerMessage(8002, LogLevel.Warning, "{Node} cannot join yet: it and every member that serves must reach each other, and these do not: {Members}. Others reach this node at {Address} (flexcore.cluster.transport.advertised-address and advertised-port): look whether they can.")]
    internal partial void JoinWaits(NodeId node, string members, string address);

    [LoggerMessage(8003, LogLevel.Information, "{Node} ended an older life of its name, {Old}, that gives no sign of life.")]
    internal partial void OldLifeEnded(string node, NodeId old);

    [LoggerMessage(8004, LogLevel.Warning, "The cluster's tables did not answer: {What}. {Error}")]
    internal partial void TableFailed(string what, string error);

    [LoggerMessage(8005, LogLevel.Warning, "{Target} does not answer this node but answers others. Look at the network between the two.")]
    internal partial void ReachedThroughOthers(NodeId target);

    [LoggerMessage(8006, LogLevel.Warning, "This node voted that {Target} is dead; it is now {Status}.")]
    internal partial void Voted(NodeId target, MemberStatus status);

    [LoggerMessage(8007, LogLevel.Warning, "The leader declared {Target} down: its last heartbeat is {AgeSeconds} s old.")]
    internal partial void DeclaredStale(NodeId target, double ageSeconds);

    [LoggerMessage(8008, LogLevel.Information, "{Node} leaves and hands off its shards.")]
    internal partial void Leaving(NodeId node);

    [LoggerMessage(8009, LogLevel.Critical, "{Verdict}")]
    internal partial void DeclaredDown(string verdict);

    [LoggerMessage(8013, LogLevel.Information, "{Farewell}")]
    internal partial void Left(string farewell);

    [LoggerMessage(8014, LogLevel.Warning, "This node's clock is off by {Seconds} s from the database's ({Shown}). The cluster goes by the database's clock, but what this node logs and stamps by itself is off; set its clock.")]
    internal partial void ClockOff(double seconds, DateTimeOffset shown);

    [LoggerMessage(8012, LogLevel.Debug, "A probe failed: {Error}")]
    internal partial void ProbeFailed(string error);

    [LoggerMessage(8010, LogLevel.Warning, "This node stops acknowledging writes: no heartbeat has reached the database for {Seconds} s.")]
    internal partial void NotServing(double seconds);

    [LoggerMessage(8011, LogLevel.Information, "This node serves.")]
    internal partial void Serving();
}
