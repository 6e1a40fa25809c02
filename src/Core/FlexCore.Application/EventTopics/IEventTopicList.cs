using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>Which event topics there are. Thread-safe.</summary>
public interface IEventTopicList
{
    /// <summary>Lists the topics of a tenant by name: those to which records were appended.</summary>
    /// <param name="security">Who asks, for which tenant.</param>
    /// <param name="query">Which part; the text is looked for in names, a status is not known.</param>
    /// <param name="cancellationToken">Stops the list.</param>
    /// <returns>A part of the list; each topic as it was when it was looked at.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    Task<Page<EventTopicView>> ListAsync(SecurityContext security, PageQuery query, CancellationToken cancellationToken = default);
}
