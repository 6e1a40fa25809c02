namespace FlexCore.Cluster.Membership;

/// <summary>What time it is by the database's clock, between two heartbeats counted on by this node's monotonic clock. Timers are the node's own.</summary>
/// <remarks>
/// Thread-safe. An answer is taken as of its arrival, so this clock is behind the database's by at most the way back, and never ahead of it. Before the first heartbeat it
/// shows the node's own time.
/// </remarks>
/// <param name="node">The node's clock.</param>
internal sealed class TableClock(TimeProvider node) : TimeProvider
{
    private Reading? _reading;

    /// <inheritdoc/>
    public override long TimestampFrequency => node.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => node.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Volatile.Read(ref _reading) is { } reading ? reading.Shown + node.GetElapsedTime(reading.At) : node.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => node.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => node.CreateTimer(callback, state, dueTime, period);

    /// <summary>Takes what the database's clock showed in an answer that has just arrived.</summary>
    internal void Hear(DateTimeOffset shown) => Volatile.Write(ref _reading, new Reading(shown, node.GetTimestamp()));

    private sealed record Reading(DateTimeOffset Shown, long At);
}
