namespace FlexCore.Application.SystemJobs;

/// <summary>A system job and what it did last, as the node that runs the jobs knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Period">The time between two runs.</param>
public sealed record SystemJobFacts(string Name, string Description, TimeSpan Period)
{
    /// <summary>When its last run began; <see langword="null"/> when it has not run since this node took the jobs over.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>How long its last run took.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>When it runs next; <see langword="null"/> when this node does not run the jobs, and while it runs.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Whether it runs at this moment.</summary>
    public bool IsRunning { get; init; }

    /// <summary>How often it ran since this node took the jobs over.</summary>
    public long Runs { get; init; }

    /// <summary>What its last run did, in a few words; <see langword="null"/> when it failed, and before the first.</summary>
    public string? Report { get; init; }

    /// <summary>Why its last run failed, or <see langword="null"/>.</summary>
    public string? Error { get; init; }
}
