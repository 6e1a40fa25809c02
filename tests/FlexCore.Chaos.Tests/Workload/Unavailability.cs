namespace FlexCore.Chaos.Tests.Workload;

/// <summary>The longest time in which a writer got nothing acknowledged. Thread-safe.</summary>
internal sealed class Unavailability(TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();
    private TimeSpan _longest;

    /// <summary>Something was acknowledged now.</summary>
    public void Acknowledged()
    {
        lock (_gate)
        {
            Grow();
            _last = time.GetTimestamp();
        }
    }

    /// <summary>The longest so far, the one that still lasts included; counts anew from here.</summary>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            Grow();
            var longest = _longest;
            _longest = TimeSpan.Zero;
            return longest;
        }
    }

    private void Grow()
    {
        var gap = time.GetElapsedTime(_last);
        _longest = gap > _longest ? gap : _longest;
    }
}
