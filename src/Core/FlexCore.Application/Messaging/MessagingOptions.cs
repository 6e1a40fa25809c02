namespace FlexCore.Application.Messaging;

/// <summary>The bounds of the command bus and the query bus.</summary>
public sealed class MessagingOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.messaging";

    /// <summary>The most commands and queries at work at once; a further one is refused with <c>overloaded</c>.</summary>
    /// <value>1,000; from 1 to 1,000,000.</value>
    public int InFlightMax { get; set; } = 1_000;

    /// <summary>How many answers to commands with an idempotency key are kept in memory; the oldest is forgotten first. What is forgotten here the entities still know.</summary>
    /// <value>4,096; from 0 to 1,000,000.</value>
    public int AnswersMax { get; set; } = 4_096;

    /// <summary>The longest that a query with a token waits for what it reads.</summary>
    /// <value>30 s; from 0 to 10 minutes.</value>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many commands may cause each other, one while the other runs.</summary>
    /// <value>16; from 1 to 1,000.</value>
    public int DepthMax { get; set; } = 16;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Require("in-flight-max", InFlightMax, 1, 1_000_000);
        Require("answers-max", AnswersMax, 0, 1_000_000);
        Require("depth-max", DepthMax, 1, 1_000);
        if (WaitMax < TimeSpan.Zero || WaitMax > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.wait-max is {WaitMax.TotalMilliseconds} ms; set it to 0 to 600000 ms."));
        }
    }

    private static void Require(string key, int value, int low, int high)
    {
        if (value < low || value > high)
        {
            throw new ArgumentException(FormattableString.Invariant($"{Section}.{key} is {value}; set it to {low} to {high}."));
        }
    }
}
