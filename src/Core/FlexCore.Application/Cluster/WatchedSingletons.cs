namespace FlexCore.Application.Cluster;

/// <summary>Runs singletons and tells the board of them. Thread-safe.</summary>
/// <param name="singletons">Runs them.</param>
/// <param name="board">Is told.</param>
public sealed class WatchedSingletons(IClusterSingleton singletons, SingletonBoard board) : IClusterSingleton
{
    /// <inheritdoc/>
    public IAsyncDisposable Register(string name, Func<NamedLease, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return singletons.Register(name, async (lease, cancellationToken) =>
        {
            board.Began(name, lease);
            try
            {
                await run(lease, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                board.Ended(name);
            }
        });
    }
}
