using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>Makes entities independent of their old events, so that these may go.</summary>
/// <remarks>It reads committed events and writes a snapshot of them, so it does not matter which node does it, nor what the entity does meanwhile. Thread-safe.</remarks>
public interface IHistoryCover
{
    /// <summary>Stores a snapshot of everything that is committed, unless the stored one has it all.</summary>
    /// <param name="id">The entity, of a kind that has snapshots.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The version up to which the entity needs its events no more; 0 when its kind has no snapshots here.</returns>
    /// <exception cref="JournalException">The store cannot be used.</exception>
    ValueTask<long> CoverAsync(EntityId id, CancellationToken cancellationToken = default);
}
