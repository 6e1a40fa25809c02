using FlexCore.Application.Feed;
using FlexCore.Application.Journal;

namespace FlexCore.Application.Projections.Store;

/// <summary>Keeps read models: documents, and how far the events in them reach.</summary>
/// <remarks>
/// <para>A commit is one transaction: documents, positions and parked events together or not at all. It need not be flushed before it is acknowledged: after a power cut effect and
/// position are gone together, and the events come again. Everything else here is durable when it completes.</para>
/// <para>A commit is fenced: it is refused when a shard it was done for has an owner with a newer epoch, and that is checked in the same transaction. Thread-safe.</para>
/// </remarks>
public interface IReadModelStore
{
    /// <summary>Where people find the documents with SQL.</summary>
    ReadModelSource Source { get; }

    /// <summary>Which store the events are of that the read models were made of; <see langword="null"/> when nobody has said.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<StoreIdentity?> ReadOriginAsync(CancellationToken cancellationToken = default);

    /// <summary>Notes which store the events are of.</summary>
    /// <param name="origin">The store.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask SetOriginAsync(StoreIdentity origin, CancellationToken cancellationToken = default);

    /// <summary>A number that changes with every change of projections and generations, and with every wish to try parked events again. Cheap to ask.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<long> ReadChangesAsync(CancellationToken cancellationToken = default);

    /// <summary>All projections, by name.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Begins a generation.</summary>
    /// <param name="generation">What it is to be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The generation.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<GenerationRow> AddAsync(NewGeneration generation, CancellationToken cancellationToken = default);

    /// <summary>Makes a generation the one that is read, if it has come as far as the live one in every shard; the old one is forgotten.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<SwapOutcome> SwapAsync(long generation, CancellationToken cancellationToken = default);

    /// <summary>Forgets a generation that is not the live one.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there was one that could be forgotten.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> ForgetAsync(long generation, CancellationToken cancellationToken = default);

    /// <summary>Forgets a projection with everything.</summary>
    /// <param name="projection">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> RemoveAsync(string projection, CancellationToken cancellationToken = default);

    /// <summary>Lets a projection stand still.</summary>
    /// <param name="projection">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> PauseAsync(string projection, CancellationToken cancellationToken = default);

    /// <summary>Lets a projection go on that was paused.</summary>
    /// <param name="projection">Its name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> ResumeAsync(string projection, CancellationToken cancellationToken = default);

    /// <summary>Says why a generation stands still, or that it may go on.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="fault">Why; <see langword="null"/> to go on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask SetFaultAsync(long generation, string? fault, CancellationToken cancellationToken = default);

    /// <summary>How far a generation has come.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<GenerationProgress> ReadProgressAsync(long generation, CancellationToken cancellationToken = default);

    /// <summary>Reads documents for a projection's work.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="keys">Which.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>Those that exist, in no order.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<StoredReadModel>> LoadAsync(long generation, IReadOnlyCollection<ReadModelKey> keys, CancellationToken cancellationToken = default);

    /// <summary>Stores the effect of events together with their places.</summary>
    /// <param name="commit">What to store.</param>
    /// <param name="cancellationToken">Stops waiting; it may still be stored.</param>
    /// <exception cref="JournalException">The store cannot be written; whether it was is found in the positions.</exception>
    ValueTask<CommitOutcome> CommitAsync(ReadModelCommit commit, CancellationToken cancellationToken = default);

    /// <summary>The parked events of a generation, in the order of shard and offset.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="max">The most events.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<ParkedEvent>> ListParkedAsync(long generation, int max, CancellationToken cancellationToken = default);

    /// <summary>Asks for parked events to be tried again now.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="group">Only this group; <see langword="null"/> for all.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many will be tried.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<int> RedriveAsync(long generation, string? group, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Gives one parked event up: it will have no effect, and what waits behind it is tried.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="shard">The event's shard.</param>
    /// <param name="offset">Its offset there.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> DiscardAsync(long generation, int shard, long offset, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Reads documents for people.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<StoredReadModel>> QueryAsync(ReadModelQuery query, CancellationToken cancellationToken = default);
}
