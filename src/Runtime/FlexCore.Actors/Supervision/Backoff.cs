namespace FlexCore.Actors.Supervision;

/// <summary>
/// How long to wait before the next restart: nothing before the first, then a pause that doubles up to a bound, less a random part.
/// </summary>
/// <remarks>Thread-safe; shared by all actors of a system.</remarks>
internal sealed class Backoff
{
    private readonly TimeSpan _min;
    private readonly TimeSpan _max;
    private readonly double _jitter;
    private readonly Random _random;
    private readonly Lock _gate = new();

    internal Backoff(TimeSpan min, TimeSpan max, double jitter, int restartsMax, Random random)
    {
        _min = min;
        _max = max;
        _jitter = jitter;
        RestartsMax = restartsMax;
        _random = random;
    }

    /// <summary>How many failures in a row are answered with a restart.</summary>
    internal int RestartsMax { get; }

    /// <summary>The pause before a restart.</summary>
    /// <param name="failures">How many failures came in a row, from 1.</param>
    internal TimeSpan Before(int failures)
    {
        if (failures <= 1)
        {
            return TimeSpan.Zero;
        }

        var full = Math.Min(_max.Ticks, _min.Ticks * Math.Pow(2, Math.Min(failures - 2, 62)));
        double chance;
        lock (_gate)
        {
            chance = _random.NextDouble();
        }

        return TimeSpan.FromTicks((long)(full * (1 - (_jitter * chance))));
    }
}
