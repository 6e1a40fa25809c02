using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Singletons;

/// <summary>One run of a component under a lease. Touched by its candidate's loop only.</summary>
internal sealed class HeldRun : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _hasEnded;

    internal HeldRun(NamedLease lease, Func<NamedLease, CancellationToken, Task> run, Action ended) => Task = RunAsync(lease, run, ended);

    /// <summary>Completes when the component has ended, with what it threw.</summary>
    internal Task<Exception?> Task { get; }

    /// <summary>Whether it has ended. True before the loop is told, unlike the task.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>Asks it to end and waits until it has.</summary>
    internal async Task StopAsync()
    {
        Cancelling.Quietly(_stop);
        await Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task<Exception?> RunAsync(NamedLease lease, Func<NamedLease, CancellationToken, Task> run, Action ended)
    {
        try
        {
            await run(lease, _stop.Token);
            return null;
        }
        catch (Exception error) // The boundary of the component: what it throws is logged, and it is started again.
        {
            return error;
        }
        finally
        {
            _hasEnded = true;
            ended();
        }
    }
}
