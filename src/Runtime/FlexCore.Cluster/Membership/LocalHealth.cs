namespace FlexCore.Cluster.Membership;

/// <summary>How far this node trusts itself: what goes wrong here makes it wait longer before it blames others.</summary>
/// <remarks>Thread-safe. The idea is Lifeguard's: a slow node takes others for dead, so slowness must stretch its own time-outs.</remarks>
internal sealed class LocalHealth
{
    /// <summary>The worst score; time-outs are then four times as long.</summary>
    internal const int ScoreMax = 3;

    private int _score;

    /// <summary>0 when all is well, up to <see cref="ScoreMax"/>.</summary>
    internal int Score => Volatile.Read(ref _score);

    /// <summary>How many times as long a time-out is now.</summary>
    internal int Stretch => Score + 1;

    /// <summary>Something went wrong that says more about this node than about others: a timer came late, a heartbeat failed, a probe that another could make.</summary>
    internal void Worsen() => Move(1);

    /// <summary>A round went well.</summary>
    internal void Improve() => Move(-1);

    private void Move(int by)
    {
        int seen, next;
        do
        {
            seen = Volatile.Read(ref _score);
            next = Math.Clamp(seen + by, 0, ScoreMax);
        }
        while (Interlocked.CompareExchange(ref _score, next, seen) != seen);
    }
}
