using FlexCore.Application.Cluster;
using FlexCore.Application.SystemJobs;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace FlexCore.Hosting.SystemJobs;

/// <summary>The system jobs of a node, which run here when the cluster gives them to this node.</summary>
/// <remarks>Composed, started and ended by the node, one call after the other.</remarks>
/// <param name="engine">What they stand on.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="logs">Where they are logged.</param>
internal sealed class SystemJobPart(NodeEngine engine, IEnumerable<ISystemJob> jobs, ILoggerFactory logs) : IAsyncDisposable
{
    private readonly SystemJobRunner _runner = new(jobs, new SystemJobLog(logs.CreateLogger("FlexCore.SystemJobs"), engine.Board), engine.Clock);
    private IAsyncDisposable? _registration;

    /// <summary>The jobs.</summary>
    public ISystemJobs Jobs => _runner;

    /// <summary>Offers to run the jobs here. Called when the node serves.</summary>
    /// <param name="singletons">Runs them on one node.</param>
    public void Start(IClusterSingleton singletons) =>
        _registration = _runner.List().Count > 0 ? singletons.Register(SystemJobRunner.SingletonName, _runner.RunAsync) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _registration, null) is { } registration)
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }
}
