using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.EventIndex;

/// <summary>Finds events by type, tag and correlation. Answers are complete: what the index does not have yet is read from the feed. Thread-safe.</summary>
public interface IEventSearch
{
    /// <summary>Finds events.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="query">Which events.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>A part of them; or a refusal: <c>no-term</c>, <c>bad-cursor</c>, <c>index-behind</c> (too much is not indexed yet; try again), or what access says.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<NodeReply<EventSearchPart>> FindAsync(SecurityContext security, EventSearchQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts what there is.</summary>
    /// <param name="security">Who asks.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    ValueTask<NodeReply<EventStatistics>> CountAsync(SecurityContext security, CancellationToken cancellationToken = default);
}
