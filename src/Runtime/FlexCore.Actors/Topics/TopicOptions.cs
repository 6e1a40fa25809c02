using FlexCore.Actors.Supervision;

namespace FlexCore.Actors.Topics;

/// <summary>The bounds of the topic bus.</summary>
public sealed class TopicOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.actors.topics";

    /// <summary>How many subscriptions may be open at once; the next one is refused with an error.</summary>
    /// <value>10,000; from 1 to 1,000,000.</value>
    public int SubscriptionsMax { get; set; } = 10_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ActorOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate() => OptionRules.RequireRange($"{Section}.subscriptions-max", SubscriptionsMax, 1, 1_000_000);
}
