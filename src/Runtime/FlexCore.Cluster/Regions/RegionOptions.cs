namespace FlexCore.Cluster.Regions;

/// <summary>How commands find the node that owns their entity.</summary>
public sealed class RegionOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.cluster.region";

    /// <summary>How long a caller waits for an answer, the time to find the owner included.</summary>
    /// <value>10 s; from 1 ms to 1 day.</value>
    public TimeSpan AskTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many commands and reads of one kind of entity may wait while their shard moves or its owner cannot be reached. The next one is refused with
    /// <c>overloaded</c>.
    /// </summary>
    /// <value>10,000; from 1 to 1,000,000.</value>
    public int HeldMax { get; set; } = 10_000;

    /// <summary>How long to wait before what is held is tried again although nothing has changed.</summary>
    /// <value>100 ms; from 1 ms to 1 minute.</value>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ClusterOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        OptionRules.RequireRange($"{Section}.ask-timeout", AskTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
        OptionRules.RequireRange($"{Section}.held-max", HeldMax, 1, 1_000_000);
        OptionRules.RequireRange($"{Section}.retry-interval", RetryInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    }
}
