namespace FlexCore.Cluster.Membership;

/// <summary>Measures how long ago the last heartbeat that arrived was sent, by the node's own monotonic clock.</summary>
/// <remarks>Thread-safe. Counting from before the heartbeat was sent makes the node stop before the table's clock, which stamped it later, lets others in.</remarks>
internal sealed class ServingClock(TimeProvider time, TimeSpan serveFor)
{
    private long _sentAt;
    private int _hasHeartbeat;

    internal TimeSpan Left => Volatile.Read(ref _hasHeartbeat) == 0 ? TimeSpan.Zero : serveFor - time.GetElapsedTime(Volatile.Read(ref _sentAt));

    internal bool IsFresh => Left > TimeSpan.Zero;

    internal void Heard(long sentAt)
    {
        Volatile.Write(ref _sentAt, sentAt);
        Volatile.Write(ref _hasHeartbeat, 1);
    }
}
