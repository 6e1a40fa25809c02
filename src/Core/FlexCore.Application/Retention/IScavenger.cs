using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.Retention;

/// <summary>Takes the content of old events away, and keeps how far.</summary>
/// <remarks>
/// Of an event that is gone its place stays: stream, version, shard, offset, id and time. It reads as a system event of type <see cref="Events.SystemEvents.Scavenged"/> with a valid checksum, so versions and
/// offsets count on without a hole and every reader of the feed passes it by. What is removed and the mark are one transaction. Thread-safe.
/// </remarks>
public interface IScavenger
{
    /// <summary>The most events of one removal, so that writers wait for a short time only.</summary>
    const int EventsMax = 1_000;

    /// <summary>Finds how far a stream's events were taken away.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The mark, or <see langword="null"/> when all are there.</returns>
    /// <exception cref="CorruptEventException">The mark does not match its checksum.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<ScavengeMark?> FindAsync(EntityId stream, CancellationToken cancellationToken = default);

    /// <summary>Takes the events behind a known mark up to the next one away.</summary>
    /// <param name="known">The version of the mark as it was read; 0 for none.</param>
    /// <param name="next">The mark afterwards; at most <see cref="EventsMax"/> versions further, and no further than the stream.</param>
    /// <param name="cancellationToken">Stops waiting; it may still happen.</param>
    /// <exception cref="ArgumentException">The next mark is not behind the known one, or too far.</exception>
    /// <exception cref="CorruptEventException">An event on the way is damaged; it is not taken away.</exception>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<ScavengeOutcome> RemoveAsync(long known, ScavengeMark next, CancellationToken cancellationToken = default);

    /// <summary>Refuses a malformed removal; every store calls this first.</summary>
    /// <param name="known">The known version.</param>
    /// <param name="next">The next mark.</param>
    /// <exception cref="ArgumentException">The next mark is not behind the known one, or too far.</exception>
    static void Validate(long known, ScavengeMark next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (known < 0 || next.Version <= known || next.Version - known > EventsMax)
        {
            throw new ArgumentException($"The removal from '{next.Stream}' goes from version {known} to {next.Version}; it must go 1 to {EventsMax} versions forward.");
        }
    }
}
