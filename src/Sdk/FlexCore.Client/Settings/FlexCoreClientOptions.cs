namespace FlexCore.Client.Settings;

/// <summary>How a client calls its node.</summary>
public sealed class FlexCoreClientOptions
{
    /// <summary>The longest of all waits and time-outs.</summary>
    internal static readonly TimeSpan WaitMax = TimeSpan.FromDays(40);

    /// <summary>The node's URL, for example <c>http://127.0.0.1:8080</c>.</summary>
    public required Uri Node { get; init; }

    /// <summary>How often a call is tried in all, when the node cannot be reached or is too busy. Calls that could be done twice are not repeated.</summary>
    /// <value>The default value is 4; 1 to 100.</value>
    public int Attempts { get; init; } = 4;

    /// <summary>The wait before the second attempt; it doubles with each further one. A node's <c>Retry-After</c> wins.</summary>
    /// <value>The default value is 200 milliseconds.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two attempts; a longer <c>Retry-After</c> ends the call.</summary>
    /// <value>The default value is 5 seconds.</value>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take. Following events is not bounded.</summary>
    /// <value>The default value is 100 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a followed stream may be silent before it is taken for dead and opened anew. Nodes send a heartbeat more often.</summary>
    /// <value>The default value is 60 seconds.</value>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Measures waits.</summary>
    /// <value>The default value is the system's clock.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal FlexCoreClientOptions Validated()
    {
        if (!Node.IsAbsoluteUri || Node.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"The node's URL is '{Node}'. Use one such as http://127.0.0.1:8080.");
        }

        if (Attempts is < 1 or > 100)
        {
            throw new ArgumentException($"Attempts is {Attempts}; set it to 1 to 100.");
        }

        Require(nameof(RetryDelay), RetryDelay);
        Require(nameof(RetryDelayMax), RetryDelayMax);
        Require(nameof(Timeout), Timeout);
        Require(nameof(SilenceMax), SilenceMax);
        return RetryDelayMax >= RetryDelay
            ? this
            : throw new ArgumentException(FormattableString.Invariant($"RetryDelayMax is {RetryDelayMax.TotalMilliseconds} ms; set it to RetryDelay, {RetryDelay.TotalMilliseconds} ms, or more."));
    }

    // No timer of the runtime takes a longer wait.
    private static void Require(string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > WaitMax)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value.TotalMilliseconds} ms; set it to more than 0 and at most {WaitMax.TotalDays} days."));
        }
    }
}
