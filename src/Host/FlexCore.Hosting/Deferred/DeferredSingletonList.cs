using FlexCore.Application.Cluster;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the list of singletons until the node has started. Thread-safe.</summary>
internal sealed class DeferredSingletonList(Deferred<NodeParts> node) : ISingletonList
{
    public ValueTask<IReadOnlyList<SingletonFacts>> ListAsync(CancellationToken cancellationToken = default) => node.Value.Singletons.ListAsync(cancellationToken);
}
