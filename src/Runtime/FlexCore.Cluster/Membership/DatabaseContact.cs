namespace FlexCore.Cluster.Membership;

/// <summary>Since when this node has reached the database without a gap. Only who could heartbeat all the time may take another's old heartbeat for a sign of death.</summary>
/// <remarks>Thread-safe. After an outage everybody's heartbeat is old and nobody's contact is, so nobody is blamed.</remarks>
internal sealed class DatabaseContact(TimeProvider time, TimeSpan gapMax)
{
    private readonly Lock _gate = new();
    private long _since;
    private long _last;
    private bool _hasAny;

    /// <summary>How long the contact lasts; zero when it is broken.</summary>
    internal TimeSpan UnbrokenFor
    {
        get
        {
            lock (_gate)
            {
                return _hasAny && time.GetElapsedTime(_last) <= gapMax ? time.GetElapsedTime(_since) : TimeSpan.Zero;
            }
        }
    }

    internal void Heard()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (!_hasAny || time.GetElapsedTime(_last, now) > gapMax)
            {
                _since = now;
                _hasAny = true;
            }

            _last = now;
        }
    }
}
