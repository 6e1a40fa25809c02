using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>Which entities there are: what a read model begins with.</summary>
/// <remarks>Every entity with an event that was acknowledged before the call is listed once; later ones may be. Thread-safe.</remarks>
public interface IEntityDirectory
{
    /// <summary>Lists the entities of a kind, of all tenants, in no particular order.</summary>
    /// <param name="kind">The entity kind.</param>
    /// <param name="cancellationToken">Stops the list.</param>
    /// <exception cref="CorruptEventException">The store's index is damaged.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    IAsyncEnumerable<EntityId> ListAsync(string kind, CancellationToken cancellationToken = default);

    /// <summary>Reads a part of a tenant's entities of a kind, by key. It costs what the part has, however many entities there are; a text costs a look at each key on the way.</summary>
    /// <param name="range">Which part.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The entities in order of their keys; fewer than wanted only at the end.</returns>
    /// <exception cref="CorruptEventException">The store's index is damaged.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<EntityId>> ReadAsync(EntityRange range, CancellationToken cancellationToken = default);

    /// <summary>Counts a tenant's entities of a kind by one statement over an index, which holds nothing of them in memory.</summary>
    /// <param name="range">Which; how many to skip and how many are wanted is not looked at.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<long> CountAsync(EntityRange range, CancellationToken cancellationToken = default);
}
