using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>How far the entities of a kind have come: what a reader asks that follows few entities among many events.</summary>
/// <remarks>Costs one look per entity of the kind, however many events there are. Thread-safe.</remarks>
public interface IEntityVersions
{
    /// <summary>Reads the newest version of every entity of a kind, of all tenants.</summary>
    /// <param name="kind">The entity kind.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The entities and the version of their last committed event; every event acknowledged before the call is counted.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyDictionary<EntityId, long>> ReadAsync(string kind, CancellationToken cancellationToken = default);
}
