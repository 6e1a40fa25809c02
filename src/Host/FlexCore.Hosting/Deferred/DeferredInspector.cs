using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the inspector until the node has started. Thread-safe.</summary>
internal sealed class DeferredInspector(Deferred<NodeParts> node) : IEntityInspector
{
    public IReadOnlyList<ResidentKind> Kinds(TenantId tenant) => node.Value.Inspector.Kinds(tenant);

    public ResidentList List(ResidentQuery query) => node.Value.Inspector.List(query);

    public ValueTask<EntityDetail?> InspectAsync(EntityId id, CancellationToken cancellationToken = default) => node.Value.Inspector.InspectAsync(id, cancellationToken);
}
