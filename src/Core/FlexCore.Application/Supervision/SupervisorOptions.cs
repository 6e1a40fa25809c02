namespace FlexCore.Application.Supervision;

/// <summary>How a node keeps its streams at work.</summary>
public sealed class SupervisorOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.supervisor";

    /// <summary>The most streams and jobs at work at once; a further start is refused with <c>too-many-streams</c>.</summary>
    /// <value>1,000; from 1 to 100,000.</value>
    public int StreamsMax { get; set; } = 1_000;

    /// <summary>How often in a row a failed stream is started again, without a checkpoint in between, before the node gives it up.</summary>
    /// <value>10; from 0 to 1,000,000.</value>
    public int RestartsMax { get; set; } = 10;

    /// <summary>The pause before the first restart; it doubles with each further one.</summary>
    /// <value>1 s; from 1 ms to 1 hour.</value>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before a restart.</summary>
    /// <value>1 min; from the restart delay to 1 day.</value>
    public TimeSpan RestartDelayMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a stop waits for records in flight before the run is ended at its last checkpoint.</summary>
    /// <value>25 s; from 10 ms to 1 hour.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How often a stream's newest checkpoint is noted in its history. Checkpoints themselves are as frequent as the pipeline says.</summary>
    /// <value>10 s; from 10 ms to 1 hour.</value>
    public TimeSpan ReportInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Require("streams-max", StreamsMax, 1, 100_000);
        Require("restarts-max", RestartsMax, 0, 1_000_000);
        RequireTime("restart-delay", RestartDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        RequireTime("restart-delay-max", RestartDelayMax, RestartDelay, TimeSpan.FromDays(1));
        RequireTime("drain-timeout", DrainTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        RequireTime("report-interval", ReportInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
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
