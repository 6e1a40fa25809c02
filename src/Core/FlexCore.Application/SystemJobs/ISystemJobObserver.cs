namespace FlexCore.Application.SystemJobs;

/// <summary>Is told what system jobs do. Called by the one loop that runs them.</summary>
public interface ISystemJobObserver
{
    /// <summary>A run has ended.</summary>
    /// <param name="name">The job.</param>
    /// <param name="report">What it did; <see langword="null"/> when it failed.</param>
    /// <param name="error">Why it failed, or <see langword="null"/>.</param>
    void Ran(string name, string? report, Exception? error);
}
