using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.TimeTravel;

/// <summary>Keeps states of streams at many versions, for time travel. Losing them only costs time, except that of a stream which retention has cut nothing can be told any more without the one at the cut.</summary>
/// <remarks>Not the snapshots that entities start from: those are one per entity and belong to their host. A damaged one is answered as absent. Thread-safe.</remarks>
public interface IStateSnapshots
{
    /// <summary>Keeps a state; one of the same stream, shape and version is replaced.</summary>
    /// <param name="snapshot">The state.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask SaveAsync(StateSnapshot snapshot, CancellationToken cancellationToken = default);

    /// <summary>The newest state within two bounds.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shape">The shape wanted.</param>
    /// <param name="versionMax">The newest version wanted.</param>
    /// <param name="newestMax">No event in it may be later than this.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The state, or <see langword="null"/>.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<StateSnapshot?> FindAsync(EntityId stream, string shape, long versionMax, DateTimeOffset newestMax, CancellationToken cancellationToken = default);

    /// <summary>The kept states of a stream, the newest version first.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="limit">The most wanted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<StateSnapshot>> ListAsync(EntityId stream, int limit, CancellationToken cancellationToken = default);

    /// <summary>How many states of a tenant's streams are kept.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<long> CountAsync(TenantId tenant, CancellationToken cancellationToken = default);
}
