using FlexCore.Cluster.Membership;

namespace FlexCore.Cluster.Singletons;

/// <summary>One component that this node offers to run.</summary>
/// <remarks>Disposing it ends the component, gives up the lease and returns when both are done. May be disposed more than once.</remarks>
internal sealed class SingletonRegistration : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _loop;
    private readonly Action _forget;

    internal SingletonRegistration(LeaseCandidate candidate, Action forget, CancellationToken over)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(over);
        _forget = forget;
        _loop = RunAsync(candidate, _stop.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            Cancelling.Quietly(_stop);
        }

        await _loop;
        _forget();
    }

    private static async Task RunAsync(LeaseCandidate candidate, CancellationToken stop)
    {
        using (candidate)
        {
            // The caller holds a lock; the component must not begin inside it.
            await Task.Yield();
            await candidate.RunAsync(stop);
        }
    }
}
