using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;

namespace FlexCore.Application.Retention;

/// <summary>How long events are kept, for the people of a tenant. Every call is decided by <see cref="EventStreams.IEventAccess"/> first. Thread-safe.</summary>
public interface IRetention
{
    /// <summary>All policies that count for the tenant: those that were set, and those of the configuration.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<NodeReply<RetentionList>> ListAsync(NodeCall call, CancellationToken cancellationToken = default);

    /// <summary>What is kept of one topic, stream or history, and what was taken away from it.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="kind">What it is: the word of a <see cref="RetainedKind"/>.</param>
    /// <param name="name">Its name, or the pattern of a policy.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<NodeReply<RetentionView>> GetAsync(NodeCall call, string kind, string name, CancellationToken cancellationToken = default);

    /// <summary>Sets a policy. It counts from the next run of the system job <c>retention</c> on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="kind">What is kept.</param>
    /// <param name="pattern">A name, or a pattern in which <c>*</c> stands for any text.</param>
    /// <param name="keep">What is kept; see <see cref="RetentionPolicy.Usage"/>.</param>
    /// <param name="cancellationToken">Stops waiting; it may still happen.</param>
    /// <exception cref="JournalException">It could not be stored.</exception>
    ValueTask<NodeReply<RetentionView>> SetAsync(NodeCall call, string kind, string pattern, string keep, CancellationToken cancellationToken = default);

    /// <summary>Takes a policy back that was set; what the configuration says counts again. What is gone does not come back.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="kind">What is kept.</param>
    /// <param name="pattern">The pattern of the policy.</param>
    /// <param name="cancellationToken">Stops waiting; it may still happen.</param>
    /// <exception cref="JournalException">It could not be stored.</exception>
    ValueTask<NodeReply<RetentionView>> ClearAsync(NodeCall call, string kind, string pattern, CancellationToken cancellationToken = default);
}
