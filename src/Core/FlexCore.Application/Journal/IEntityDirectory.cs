using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>Which entities there are: what a read model begins with.</summary>
/// <remarks>Every entity with an event that was acknowledged before the call is listed once; later ones may be. In no particular order. Thread-safe.</remarks>
public interface IEntityDirectory
{
    /// <summary>Lists the entities of a kind, of all tenants.</summary>
    /// <param name="kind">The entity kind.</param>
    /// <param name="cancellationToken">Stops the list.</param>
    /// <exception cref="CorruptEventException">The store's index is damaged.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    IAsyncEnumerable<EntityId> ListAsync(string kind, CancellationToken cancellationToken = default);
}
