namespace FlexCore.Examples.AccessLog;

/// <summary>Moves through the day with the rhythm of a site: quiet at night, busy in the evening.</summary>
internal sealed class TrafficClock
{
    private const long NanosecondsPerHour = 3_600_000_000_000;

    // Requests per hour of the day, as percent of the day's mean; the mean of the row is 100.
    private static readonly int[] HourWeights =
        [55, 42, 33, 28, 28, 35, 52, 78, 98, 108, 114, 118, 120, 118, 116, 118, 124, 132, 144, 160, 172, 166, 140, 101];

    private readonly long _meanStep;
    private long _nanoseconds;

    public TrafficClock(AccessLogOptions options)
    {
        _meanStep = options.Span.Ticks * 100 / Math.Max(1, options.Lines);
        _nanoseconds = options.Start.ToUnixTimeMilliseconds() * 1_000_000;
    }

    /// <summary>Seconds since 1970 of the present request.</summary>
    public long Seconds => _nanoseconds / 1_000_000_000;

    public void Advance(SplitMix random)
    {
        var hour = _nanoseconds / NanosecondsPerHour;
        var share = (_nanoseconds - (hour * NanosecondsPerHour)) / (NanosecondsPerHour / 1000);
        var now = HourWeights[(int)(hour % 24)];
        var next = HourWeights[(int)((hour + 1) % 24)];
        var weightTimes1000 = (now * (1000 - share)) + (next * share);

        // Between nothing and twice the mean: requests come in clusters.
        var jitter = random.Below(2001);
        _nanoseconds += _meanStep * 100 * jitter / weightTimes1000;
    }
}
