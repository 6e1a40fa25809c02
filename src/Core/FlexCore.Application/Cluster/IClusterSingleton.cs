namespace FlexCore.Application.Cluster;

/// <summary>Runs components on exactly one node of the cluster each.</summary>
/// <remarks>
/// At most one node runs a component with the newest epoch; an older one may still be ending after a stop-the-world pause, so effects must be fenced with the
/// lease's epoch. Thread-safe.
/// </remarks>
public interface IClusterSingleton
{
    /// <summary>Offers to run a component here whenever its lease can be had, until the registration is disposed.</summary>
    /// <param name="name">The component's name: 1 to 100 characters of <c>a-z 0-9 -</c>, the same on all nodes.</param>
    /// <param name="run">
    /// Runs it under a lease until the token is cancelled; when it returns or throws by itself, it is started again after a back-off. The next holder waits for it
    /// only as long as the lease lasts.
    /// </param>
    IAsyncDisposable Register(string name, Func<NamedLease, CancellationToken, Task> run);
}
