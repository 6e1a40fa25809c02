namespace FlexCore.Client.Settings;

/// <summary>How a client calls its nodes.</summary>
public sealed class FlexCoreClientOptions
{
    /// <summary>The most nodes that can be configured.</summary>
    public const int ContactPointsMax = 32;

    /// <summary>The longest of all waits and time-outs.</summary>
    internal static readonly TimeSpan WaitMax = TimeSpan.FromDays(40);

    /// <summary>The URLs of one node or of several of one cluster, for example <c>http://127.0.0.1:8080</c>. The first one that answers is kept until it fails.</summary>
    public required IReadOnlyList<Uri> ContactPoints { get; init; }

    /// <summary>Whether the other members of the cluster are learned from the node that answers, and asked when the contact points fail.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool LearnsMembers { get; init; } = true;

    /// <summary>How often all nodes are tried, when none can be reached or they are too busy. Calls that could be done twice are not repeated.</summary>
    /// <value>The default value is 4; 1 to 100.</value>
    public int Attempts { get; init; } = 4;

    /// <summary>How long a call goes on beyond its attempts while nodes say that what it names moves to another node. Longer than a cluster needs to notice a dead node.</summary>
    /// <value>The default value is 15 seconds.</value>
    public TimeSpan MovePatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The wait before the second attempt; it doubles with each further one. A node's <c>Retry-After</c> wins.</summary>
    /// <value>The default value is 200 milliseconds.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The most that chance takes off a wait, as a part of it.</summary>
    /// <value>The default value is 0.5; 0 to 1.</value>
    public double RetryJitter { get; init; } = 0.5;

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

    /// <summary>What the parts of waits that are left to chance begin with.</summary>
    /// <value>The default value is <see langword="null"/>: another seed for each client, so that many do not come back at one moment.</value>
    public int? Seed { get; init; }

    internal FlexCoreClientOptions Validated()
    {
        if (ContactPoints.Count is < 1 or > ContactPointsMax)
        {
            throw new ArgumentException(FormattableString.Invariant($"{ContactPoints.Count} contact points are given; give 1 to {ContactPointsMax} URLs of nodes."));
        }

        foreach (var node in ContactPoints)
        {
            if (!node.IsAbsoluteUri || node.Scheme is not ("http" or "https"))
            {
                throw new ArgumentException($"The node's URL is '{node}'. Use one such as http://127.0.0.1:8080.");
            }
        }

        if (Attempts is < 1 or > 100)
        {
            throw new ArgumentException($"Attempts is {Attempts}; set it to 1 to 100.");
        }

        if (RetryJitter is not (>= 0 and <= 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"RetryJitter is {RetryJitter}; set it to 0 to 1."));
        }

        Require(nameof(RetryDelay), RetryDelay);
        Require(nameof(RetryDelayMax), RetryDelayMax);
        Require(nameof(Timeout), Timeout);
        Require(nameof(SilenceMax), SilenceMax);
        Require(nameof(MovePatience), MovePatience);
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
