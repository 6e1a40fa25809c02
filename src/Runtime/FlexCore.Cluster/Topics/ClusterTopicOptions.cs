namespace FlexCore.Cluster.Topics;

/// <summary>Publish and subscribe between nodes.</summary>
public sealed class ClusterTopicOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.cluster.topics";

    /// <summary>How often each node tells the others the version of its subscriptions, so that a lost message about them is noticed.</summary>
    /// <value>2 s; from 100 ms to 1 hour.</value>
    public TimeSpan DigestInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Checks every value.</summary>
    /// <exception cref="ClusterOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate() => OptionRules.RequireRange($"{Section}.digest-interval", DigestInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
}
