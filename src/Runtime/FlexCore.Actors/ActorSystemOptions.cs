using FlexCore.Actors.Supervision;

namespace FlexCore.Actors;

/// <summary>What all actors and entities of one process share: time-outs and supervision.</summary>
public sealed class ActorSystemOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.actors.system";

    /// <summary>How long a caller waits for an answer when it names no time itself.</summary>
    /// <value>5 s; from 1 ms to 1 day, or <see cref="Timeout.InfiniteTimeSpan"/>.</value>
    public TimeSpan AskTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often waiting callers are checked for their time-out, and so how late a time-out may come.</summary>
    /// <value>50 ms; from 1 ms to 10 s.</value>
    public TimeSpan AskSweepInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The pause before the second of several restarts in a row; it doubles with each further one. The first restart is immediate.</summary>
    /// <value>100 ms; from 0 to <see cref="RestartBackoffMax"/>.</value>
    public TimeSpan RestartBackoffMin { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause before a restart.</summary>
    /// <value>10 s; from 0 to 1 day.</value>
    public TimeSpan RestartBackoffMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The part of a pause that is left to chance, so that many failed actors do not come back at one moment.</summary>
    /// <value>0.2; from 0 to 1.</value>
    public double RestartJitter { get; set; } = 0.2;

    /// <summary>How many failures in a row end in a restart; the next one stops the actor or gives up loading the entity.</summary>
    /// <value>10; from 0 to 1,000,000.</value>
    public int RestartsMax { get; set; } = 10;

    /// <summary>Starts the chance in restart pauses; equal seeds give equal pauses.</summary>
    /// <value>1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ActorOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        OptionRules.Require(
            AskTimeout == Timeout.InfiniteTimeSpan || (AskTimeout >= TimeSpan.FromMilliseconds(1) && AskTimeout <= TimeSpan.FromDays(1)),
            $"{Section}.ask-timeout", AskTimeout, "from 1 ms to 1 day, or infinite");
        OptionRules.RequireRange($"{Section}.ask-sweep-interval", AskSweepInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        OptionRules.RequireRange($"{Section}.restart-backoff-max", RestartBackoffMax, TimeSpan.Zero, TimeSpan.FromDays(1));
        OptionRules.RequireRange($"{Section}.restart-backoff-min", RestartBackoffMin, TimeSpan.Zero, RestartBackoffMax);
        OptionRules.RequireRange($"{Section}.restart-jitter", RestartJitter, 0, 1);
        OptionRules.RequireRange($"{Section}.restarts-max", RestartsMax, 0, 1_000_000);
    }

    internal Backoff CreateBackoff() => new(RestartBackoffMin, RestartBackoffMax, RestartJitter, RestartsMax, new Random(Seed));
}
