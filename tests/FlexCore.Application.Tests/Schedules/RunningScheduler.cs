using FlexCore.Application.Cluster;
using FlexCore.Application.Schedules;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>A scheduler at work until it is disposed.</summary>
internal sealed class RunningScheduler : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public RunningScheduler(Scheduler scheduler, NamedLease lease) => Run = Task.Run(() => scheduler.RunAsync(lease, _stop.Token));

    /// <summary>Ends with what the scheduler threw.</summary>
    public Task Run { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
