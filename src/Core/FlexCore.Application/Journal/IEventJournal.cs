using FlexCore.Domain;

namespace FlexCore.Application.Journal;

/// <summary>The durable, append-only log of every entity's events.</summary>
/// <remarks>
/// <para>Atomicity: an append is stored whole or not at all. Durability: when the returned task completes with
/// <see cref="AppendStatus.Committed"/>, the events survive a crash of the process, the machine and a power cut.</para>
/// <para>Ordering: versions of a stream are 1, 2, 3 … without hole or duplicate; offsets of a shard are 1, 2, 3 … in commit order.
/// Appends that one caller issues for one stream, each expecting the version the previous one leads to, may be issued without waiting
/// for each other (pipelining); they commit in the order of the calls, and when one fails, those that build on it fail too.</para>
/// <para>Lost races are answers (<see cref="AppendResult"/>), not exceptions. Faults are <see cref="JournalException"/>s; after a
/// <see cref="JournalOutcomeUnknownException"/> the writer must read the stream before it writes again.</para>
/// <para>Thread safety: all members may be called from any thread at any time.</para>
/// </remarks>
public interface IEventJournal
{
    /// <summary>Appends events to one stream.</summary>
    /// <param name="request">What to append. Its memory must stay unchanged until the task completes.</param>
    /// <param name="cancellationToken">
    /// Stops the append if it has not yet been handed to the writer; later it has no effect, and the outcome is reported truthfully.
    /// </param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException">The request is malformed: no events, an oversized payload, a shard that is not the stream's.</exception>
    /// <exception cref="JournalException">The store failed; nothing was written.</exception>
    /// <exception cref="JournalOutcomeUnknownException">The store failed during commit; the events may or may not be there.</exception>
    ValueTask<AppendResult> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads one stream forwards from a version, as of the moment of the call or later.</summary>
    /// <param name="stream">The entity.</param>
    /// <param name="fromVersion">The first version wanted, from 1.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The events in version order; empty when there are none. Every event acknowledged before the call is included.</returns>
    /// <exception cref="CorruptEventException">A stored event fails its checksum or the history has a hole. It is never skipped.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    IAsyncEnumerable<StoredEvent> ReadStreamAsync(EntityId stream, long fromVersion, CancellationToken cancellationToken = default);
}
