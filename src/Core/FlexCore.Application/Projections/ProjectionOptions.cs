namespace FlexCore.Application.Projections;

/// <summary>How a node makes read models.</summary>
public sealed class ProjectionOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.projections";

    /// <summary>The most events in one transaction. More make rebuilds faster and take more memory.</summary>
    /// <value>The default value is 10,000; 1 to 10,000.</value>
    public int BatchSize { get; set; } = 10_000;

    /// <summary>How many documents a generation keeps in memory between transactions. At the bound all are forgotten and read again.</summary>
    /// <value>The default value is 10,000; 0 to 1,000,000.</value>
    public int CachedDocumentsMax { get; set; } = 10_000;

    /// <summary>How often an event is tried by itself before it waits for a person.</summary>
    /// <value>The default value is 3; 1 to 100.</value>
    public int AttemptsMax { get; set; } = 3;

    /// <summary>The pause before an event is tried again; it doubles with each further attempt.</summary>
    /// <value>The default value is 1 s; 10 ms to 1 hour.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most parked events of a generation. At the bound it stands still and says so; nothing is lost.</summary>
    /// <value>The default value is 10,000; 1 to 1,000,000.</value>
    public int ParkedMax { get; set; } = 10_000;

    /// <summary>How long it may take until the place behind events that are not for a projection is stored.</summary>
    /// <value>The default value is 1 s; 10 ms to 1 hour.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a node lets events gather while a hundred or more come at a time, so that a document that changes often is written once for many of them. A request that waits for a read model ends the wait.</summary>
    /// <value>The default value is 500 ms; 0 to 10 s. 0 works on everything at once.</value>
    public TimeSpan GatherInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a node looks whether its shards have changed, whether a building is ready, and, less often, what other nodes have said.</summary>
    /// <value>The default value is 1 s; 10 ms to 1 hour.</value>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause after a store or the feed could not be used.</summary>
    /// <value>The default value is 1 s; 10 ms to 1 hour.</value>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Require("batch-size", BatchSize, 1, 10_000);
        Require("cached-documents-max", CachedDocumentsMax, 0, 1_000_000);
        Require("attempts-max", AttemptsMax, 1, 100);
        Require("parked-max", ParkedMax, 1, 1_000_000);
        RequireTime("retry-delay", RetryDelay);
        RequireTime("flush-interval", FlushInterval);
        if (GatherInterval < TimeSpan.Zero || GatherInterval > TimeSpan.FromSeconds(10))
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.gather-interval is {GatherInterval.TotalMilliseconds} ms; set it to 0 to 10000 ms."));
        }

        RequireTime("watch-interval", WatchInterval);
        RequireTime("restart-delay", RestartDelay);
    }

    private static void Require(string key, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value}; set it to {low} to {high}."));
        }
    }

    private static void RequireTime(string key, TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(10) || value > TimeSpan.FromHours(1))
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value.TotalMilliseconds} ms; set it to 10 to 3600000 ms."));
        }
    }
}
