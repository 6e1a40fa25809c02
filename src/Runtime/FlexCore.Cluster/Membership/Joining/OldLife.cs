using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership.Joining;

/// <summary>Watches an older life of the joining node's name: dead, or a second node with the same name?</summary>
/// <remarks>Touched by one join only.</remarks>
internal sealed class OldLife(Member first, TimeProvider time)
{
    private readonly long _seenAt = time.GetTimestamp();

    internal NodeId Id => first.Id;

    /// <summary>Whether it has said that it lives since it was first seen.</summary>
    internal bool HasMoved(Member row) => row.HeartbeatAt != first.HeartbeatAt;

    /// <summary>Whether it was watched for so long.</summary>
    internal bool WasWatchedFor(TimeSpan duration) => time.GetElapsedTime(_seenAt) >= duration;
}
