using FlexCore.Application.Inspection;
using FlexCore.Domain;

namespace FlexCore.Actors.Entities;

/// <summary>The entities of one region, as those who look at them see them. Thread-safe.</summary>
internal interface IInspectedRegion
{
    /// <summary>The entity kind.</summary>
    string Kind { get; }

    /// <summary>What a tenant has in memory here.</summary>
    ResidentKind Count(TenantId tenant);

    /// <summary>Puts the entities that match into a selection.</summary>
    void Select(ResidentQuery query, ResidentSelection into);

    /// <summary>One entity in full; <see langword="null"/> when it has no event.</summary>
    ValueTask<EntityDetail?> InspectAsync(EntityId id, CancellationToken cancellationToken);
}
