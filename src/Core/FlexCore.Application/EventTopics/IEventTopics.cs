using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>Durable, ordered logs of records: what HTTP ingress and sinks write to, and what running pipelines and subscribers read.</summary>
/// <remarks>
/// <para>Not the <see cref="Topics.ITopicBus"/>, which is at most once and keeps nothing. An append is answered after it is durable, whole or not at all; records of
/// one topic have one order for every reader; a reader sees each record at least once and exactly once if it keeps its position with its effect.</para>
/// <para>Bounded: a full mailbox, journal queue or backlog is a refusal (<c>overloaded</c>, <c>backlog-full</c>), never an unbounded queue. Thread-safe.</para>
/// </remarks>
public interface IEventTopics
{
    /// <summary>Appends records.</summary>
    /// <param name="append">What to append. Its memory must stay unchanged until the task completes.</param>
    /// <param name="cancellationToken">Stops waiting; the append may still happen.</param>
    /// <returns>Where the records stand, after commit; or why they were refused.</returns>
    /// <exception cref="AskTimeoutException">No answer came in time; whether the records are there is unknown. Send again with the same idempotency key.</exception>
    /// <exception cref="EntityFailedException">The store failed.</exception>
    /// <exception cref="InvalidIdentifierException">The topic's name breaks its rule.</exception>
    ValueTask<EventTopicReply> AppendAsync(EventTopicAppend append, CancellationToken cancellationToken = default);

    /// <summary>Reads the next records behind a position and does not wait.</summary>
    /// <param name="security">The reader's tenant and principal.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="after">The position behind which to read; 0 for the beginning.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The records of one append, or <see langword="null"/> when there are none yet.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<EventTopicBatch?> ReadAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default);

    /// <summary>Reads from a position to the end, then waits for more until cancelled.</summary>
    /// <param name="security">The reader's tenant and principal.</param>
    /// <param name="topic">The topic's name; need not exist yet.</param>
    /// <param name="after">The position behind which to read; 0 for the beginning.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>Batches in order.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    IAsyncEnumerable<EventTopicBatch> SubscribeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default);

    /// <summary>Like <see cref="SubscribeAsync"/>, for a running pipeline: what it has not read yet is the topic's backlog, which bounds appends.</summary>
    /// <remarks>A batch may join several appends of one trace that were there at once; it never waits for more.</remarks>
    /// <param name="security">The reader's tenant and principal.</param>
    /// <param name="topic">The topic's name; need not exist yet.</param>
    /// <param name="after">The position behind which to read; 0 for the beginning.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>Batches in order.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    IAsyncEnumerable<EventTopicBatch> ConsumeAsync(SecurityContext security, string topic, long after, CancellationToken cancellationToken = default) =>
        SubscribeAsync(security, topic, after, cancellationToken);

    /// <summary>How far a topic has come.</summary>
    /// <param name="security">The asker's tenant and principal.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="producer">The producer whose last row is asked for, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The end of the topic; all zeros for a topic that has no record yet.</returns>
    ValueTask<EventTopicEnd> GetEndAsync(SecurityContext security, string topic, string? producer = null, CancellationToken cancellationToken = default);
}
