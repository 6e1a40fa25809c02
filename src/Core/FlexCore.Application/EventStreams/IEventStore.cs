using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>Event streams of users, and the events of every other entity to read.</summary>
/// <remarks>
/// <para>An append is answered after it is durable, whole or not at all. Versions of a stream are 1, 2, 3 … without hole; a lost race for a version is the refusal
/// <c>wrong-expected-version</c>. Only streams of users are written; the system's own entities are changed by their commands alone.</para>
/// <para>Every call is decided by <see cref="IEventAccess"/> first. Thread-safe.</para>
/// </remarks>
public interface IEventStore
{
    /// <summary>Appends events to a stream.</summary>
    /// <param name="append">What to append.</param>
    /// <param name="cancellationToken">Stops waiting; the append may still happen.</param>
    /// <returns>Where the events stand, after commit; or why they were refused.</returns>
    /// <exception cref="AskTimeoutException">No answer came in time; whether the events are there is unknown. Send again with the same idempotency key.</exception>
    /// <exception cref="EntityFailedException">The store failed.</exception>
    /// <exception cref="InvalidIdentifierException">The stream's name breaks its rule.</exception>
    ValueTask<EventAppendReply> AppendAsync(EventAppend append, CancellationToken cancellationToken = default);

    /// <summary>Reads a part of one stream, of a user or of one of the system's own entities.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="read">Which part.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The events; every event acknowledged before the call can be among them.</returns>
    /// <exception cref="CorruptEventException">A stored event is damaged.</exception>
    /// <exception cref="InvalidIdentifierException">The kind or the name breaks its rule.</exception>
    ValueTask<EventSlice> ReadAsync(SecurityContext security, EventRead read, CancellationToken cancellationToken = default);

    /// <summary>Lists the tenant's streams of a kind by name.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="kind">The kind of entity; <c>event-stream</c> for the streams of users.</param>
    /// <param name="query">Which part.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<NodeReply<Page<string>>> ListAsync(SecurityContext security, string kind, PageQuery query, CancellationToken cancellationToken = default);
}
