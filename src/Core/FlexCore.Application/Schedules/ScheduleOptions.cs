namespace FlexCore.Application.Schedules;

/// <summary>How the scheduler works.</summary>
public sealed class ScheduleOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.schedules";

    /// <summary>How long the scheduler sleeps at most before it looks at the clock again, so that a clock that was set does not let it sleep on.</summary>
    /// <value>10 s; from 10 ms to 1 hour.</value>
    public TimeSpan ClockCheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the scheduler of a cluster asks for changed schedules although no node has told it of one: the bound for a lost hint.</summary>
    /// <value>15 s; from 100 ms to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many schedules are decided at once.</summary>
    /// <value>64; from 1 to 4,096.</value>
    public int Workers { get; set; } = 64;

    /// <summary>The most firings under way at once; further ones wait for their turn.</summary>
    /// <value>10,000; from 1 to 1,000,000.</value>
    public int DeliveriesMax { get; set; } = 10_000;

    /// <summary>The pause after a delivery whose outcome is unknown; it doubles with each further one.</summary>
    /// <value>200 ms; from 1 ms to 1 hour.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between two deliveries of a firing.</summary>
    /// <value>30 s; from the retry delay to 1 day.</value>
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a firing is delivered before it counts as failed.</summary>
    /// <value>20; from 1 to 1,000,000.</value>
    public int AttemptsMax { get; set; } = 20;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        RequireTime("clock-check-interval", ClockCheckInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        RequireTime("poll-interval", PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Require("workers", Workers, 1, 4_096);
        Require("deliveries-max", DeliveriesMax, 1, 1_000_000);
        RequireTime("retry-delay", RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        RequireTime("retry-delay-max", RetryDelayMax, RetryDelay, TimeSpan.FromDays(1));
        Require("attempts-max", AttemptsMax, 1, 1_000_000);
    }

    private static void Require(string key, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value}; set it to {low} to {high}."));
        }
    }

    private static void RequireTime(string key, TimeSpan value, TimeSpan low, TimeSpan high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{Section}.{key} is {value.TotalMilliseconds} ms; set it to {low.TotalMilliseconds} to {high.TotalMilliseconds} ms."));
        }
    }
}
