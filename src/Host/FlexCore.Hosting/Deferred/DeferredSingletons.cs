using FlexCore.Application.Cluster;
using FlexCore.Hosting.Engine;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the cluster's singletons until the node has entered it. Thread-safe.</summary>
internal sealed class DeferredSingletons(Deferred<ClusterSide> side) : IClusterSingleton
{
    public IAsyncDisposable Register(string name, Func<NamedLease, CancellationToken, Task> run) => side.Value.Singletons.Register(name, run);
}
