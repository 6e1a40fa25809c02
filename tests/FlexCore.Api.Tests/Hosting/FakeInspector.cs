using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Entities in memory that a test sets.</summary>
internal sealed class FakeInspector : IEntityInspector
{
    public List<ResidentEntity> Entities { get; } = [];

    public List<EntityDetail> Details { get; } = [];

    public IReadOnlyList<ResidentKind> Kinds(TenantId tenant) =>
    [
        .. Entities.Where(entity => entity.Id.Tenant == tenant).GroupBy(static entity => entity.Id.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal).Select(static kind => new ResidentKind(
            kind.Key, kind.Count(), kind.Sum(static entity => entity.Mailbox), kind.Sum(static entity => entity.MessagesPerSecond), 0, [.. kind.Select(static entity => new ResidentShard(entity.Shard, 1))])),
    ];

    public ResidentList List(ResidentQuery query)
    {
        var matching = Entities
            .Where(entity => entity.Id.Tenant == query.Tenant && (query.Kind ?? entity.Id.Kind) == entity.Id.Kind && (query.Shard ?? entity.Shard) == entity.Shard)
            .OrderByDescending(entity => query.Order == ResidentOrder.Mailbox ? entity.Mailbox : entity.MessagesPerSecond).ToList();
        return new ResidentList(matching.Count, [.. matching.Take(query.LimitMax)]);
    }

    public ValueTask<EntityDetail?> InspectAsync(EntityId id, CancellationToken cancellationToken = default) => new(Details.FirstOrDefault(detail => detail.Id.Equals(id)));
}
