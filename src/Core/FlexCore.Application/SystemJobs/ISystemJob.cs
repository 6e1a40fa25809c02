namespace FlexCore.Application.SystemJobs;

/// <summary>Upkeep that one node of the cluster does again and again: retention, re-wrapping of keys, sweeps.</summary>
/// <remarks>
/// One singleton runs all system jobs, one after the other (<see cref="SystemJobRunner"/>). A node that was replaced may still be in the middle of a run when its successor begins one, so a run must
/// do no harm when it happens twice, also at once. A run that throws is logged, and the job's next time is as far away as ever.
/// </remarks>
public interface ISystemJob
{
    /// <summary>Its name: 1 to 50 characters of <c>a-z 0-9 -</c>, unique.</summary>
    string Name { get; }

    /// <summary>What it does, as a sentence for people.</summary>
    string Description { get; }

    /// <summary>The time from the end of a run to the beginning of the next one.</summary>
    TimeSpan Period { get; }

    /// <summary>Does the job once.</summary>
    /// <param name="cancellationToken">Ends it early: another node takes over, or this one stops.</param>
    /// <returns>What was done, in a few words for people.</returns>
    Task<string> RunAsync(CancellationToken cancellationToken);
}
