using FlexCore.Application.SystemJobs;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.SystemJobs;

/// <summary>A job that tells when it runs, and answers, waits or fails as a test wants it to.</summary>
internal sealed class CountingJob(string name, TimeSpan period) : ISystemJob
{
    public string Name => name;

    public string Description => $"Counts runs of {name}.";

    public TimeSpan Period => period;

    public Probe<int> Runs { get; } = new();

    public Func<int, CancellationToken, Task<string>> Act { get; init; } = static (run, _) => Task.FromResult($"run {run}");

    private int Count { get; set; }

    public Task<string> RunAsync(CancellationToken cancellationToken)
    {
        Count++;
        Runs.Add(Count);
        return Act(Count, cancellationToken);
    }
}
