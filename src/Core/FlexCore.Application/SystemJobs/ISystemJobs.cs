namespace FlexCore.Application.SystemJobs;

/// <summary>The system jobs as one node knows them. Thread-safe.</summary>
public interface ISystemJobs
{
    /// <summary>Whether this node runs them now. In a cluster one node does; the others know the jobs, but not what they did.</summary>
    bool AreHere { get; }

    /// <summary>The jobs by name.</summary>
    IReadOnlyList<SystemJobFacts> List();

    /// <summary>Lets a job run now, or as soon as the one that runs has ended.</summary>
    /// <param name="name">The job.</param>
    /// <returns>Whether there is such a job and this node runs the jobs.</returns>
    bool Request(string name);
}
