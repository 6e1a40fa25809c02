using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventIndex;

/// <summary>Where events are by type, tag and correlation, up to a mark in the feed. No append ever waits for it: it is filled behind them.</summary>
/// <remarks>
/// The index holds exactly the events of the feed up to its mark, records of event topics excepted: both move in one transaction. What comes behind the mark is read from the feed. Losing the
/// index costs the time of filling it again. Thread-safe.
/// </remarks>
public interface IEventIndex
{
    /// <summary>The cursor up to which the index is filled.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<FeedCursor> ReadMarkAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds events and moves the mark, both or neither.</summary>
    /// <param name="entries">The events of the feed between the two cursors.</param>
    /// <param name="from">Where the mark must be.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was done; not when somebody else has moved the mark.</returns>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask<bool> AddAsync(IReadOnlyList<EventEntry> entries, FeedCursor from, FeedCursor to, CancellationToken cancellationToken = default);

    /// <summary>The most entries that one look at several terms goes through.</summary>
    const int LooksMax = 4_000;

    /// <summary>The events of a term, or of several, in the order of time.</summary>
    /// <param name="range">Which of them.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<IndexedPage> FindAsync(EventRange range, CancellationToken cancellationToken = default);

    /// <summary>How many events of each type a tenant has up to the mark, both read at one instant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<EventCounts> CountAsync(TenantId tenant, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything; the mark goes to the beginning.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="JournalException">The store cannot be written.</exception>
    ValueTask ClearAsync(CancellationToken cancellationToken = default);
}
