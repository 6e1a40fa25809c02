using FlexCore.Client.Settings;

namespace FlexCore.Client.Transport;

/// <summary>How long to wait between attempts: twice as long each time up to a bound, each a little different, so that many clients do not come back at one moment. Thread-safe.</summary>
/// <param name="options">The first wait, the bound and the part of chance.</param>
internal sealed class Backoff(FlexCoreClientOptions options)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(options.Seed ?? Guid.NewGuid().GetHashCode());

    /// <summary>The wait after a number of failed attempts.</summary>
    /// <param name="attempts">How many failed in a row, from 1.</param>
    public TimeSpan After(int attempts)
    {
        // In milliseconds, because a time span would overflow long before the bound is looked at.
        var delay = options.RetryDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 30));
        var bounded = Math.Min(delay, options.RetryDelayMax.TotalMilliseconds);
        lock (_gate)
        {
            return TimeSpan.FromMilliseconds(bounded * (1 - (options.RetryJitter * _random.NextDouble())));
        }
    }

    /// <summary>The wait that a node asks for. What a node says may be wrong: nothing before now, and nothing that no clock can wait for.</summary>
    /// <param name="seconds">What it said.</param>
    public static TimeSpan? Wanted(long? seconds) => seconds switch
    {
        null => null,
        <= 0 => TimeSpan.Zero,
        > int.MaxValue => TimeSpan.MaxValue,
        { } whole => TimeSpan.FromSeconds(whole),
    };
}
