using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>Every committed event of a tenant, of users' streams and of the system's own entities: in parts, or followed live.</summary>
/// <remarks>
/// Delivery is at least once and complete: who goes on from the last cursor it has kept misses nothing. Cursors are opaque, bound to the store and to its restore
/// epoch: one of another store, or of this store before it was restored from an older backup, is refused with <c>bad-cursor</c>. Thread-safe.
/// </remarks>
public interface IEventTail
{
    /// <summary>Reads the next events and does not wait. A call looks at a bounded number of events, so it may give few or none before the end.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="limit">The most events wanted, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<FeedSlice> ReadAsync(SecurityContext security, EventFilter filter, FeedStart start, int limit, CancellationToken cancellationToken = default);

    /// <summary>Decides where a reader begins and whether it may.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>No events, and the cursor to follow from; or a refusal.</returns>
    ValueTask<FeedSlice> OpenAsync(SecurityContext security, FeedStart start, CancellationToken cancellationToken = default);

    /// <summary>Reads from a place to the end, then waits for more until cancelled. Slices may be empty: their cursor has moved on nevertheless.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="cursor">What <see cref="OpenAsync"/> gave.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <exception cref="ArgumentException">The cursor is none.</exception>
    IAsyncEnumerable<FeedSlice> FollowAsync(SecurityContext security, EventFilter filter, string cursor, CancellationToken cancellationToken = default);
}
