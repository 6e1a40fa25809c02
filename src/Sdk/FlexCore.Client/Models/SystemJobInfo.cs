namespace FlexCore.Client.Models;

/// <summary>A system job: upkeep that one node does again and again.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="PeriodSeconds">The time between two runs.</param>
/// <param name="Running">Whether it runs at this moment.</param>
/// <param name="Runs">How often it ran since its node took the jobs over.</param>
public sealed record SystemJobInfo(string Name, string Description, double PeriodSeconds, bool Running, long Runs)
{
    /// <summary>When its last run began, or <see langword="null"/>.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>How long that took.</summary>
    public double? TookSeconds { get; init; }

    /// <summary>When it runs next; <see langword="null"/> while it runs.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>What its last run did.</summary>
    public string? Report { get; init; }

    /// <summary>Why its last run failed, or <see langword="null"/>.</summary>
    public string? Error { get; init; }
}
