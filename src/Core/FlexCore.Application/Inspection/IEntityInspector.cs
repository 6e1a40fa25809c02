using FlexCore.Application.Entities;
using FlexCore.Domain;

namespace FlexCore.Application.Inspection;

/// <summary>Looks at the entities that live in this process. Nothing is changed by looking. Thread-safe.</summary>
/// <remarks>The numbers are read while the entities work: each is right for itself, and together they are a picture of no single instant.</remarks>
public interface IEntityInspector
{
    /// <summary>What one tenant has in memory, by kind and shard. Kinds without any are there too.</summary>
    /// <param name="tenant">The tenant.</param>
    IReadOnlyList<ResidentKind> Kinds(TenantId tenant);

    /// <summary>Entities in memory, the first of the wanted order.</summary>
    /// <param name="query">Which, and how many.</param>
    ResidentList List(ResidentQuery query);

    /// <summary>One entity: its committed state, and how it does in memory. One that is not in memory is loaded.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The entity; <see langword="null"/> when there is none of this id, or no such kind.</returns>
    /// <exception cref="EntityFailedException">It cannot be loaded, or its shard is not served here.</exception>
    ValueTask<EntityDetail?> InspectAsync(EntityId id, CancellationToken cancellationToken = default);
}
