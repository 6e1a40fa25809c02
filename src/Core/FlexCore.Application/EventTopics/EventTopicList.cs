using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>Lists topics: the names from the directory, and for those of the wanted part how far they have come. Stateless and thread-safe.</summary>
/// <param name="directory">Which topics there are.</param>
/// <param name="topics">How far each has come.</param>
public sealed class EventTopicList(IEntityDirectory directory, IEventTopics topics) : IEventTopicList
{
    /// <inheritdoc/>
    public async Task<Page<EventTopicView>> ListAsync(SecurityContext security, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(query);
        var page = await DirectoryPages.ReadAsync(directory, security.Tenant, EventTopicDecider.Kind, query, cancellationToken).ConfigureAwait(false);
        var views = new List<EventTopicView>(page.Items.Count);
        foreach (var name in page.Items)
        {
            views.Add(new EventTopicView(name, await topics.GetEndAsync(security, name, null, cancellationToken).ConfigureAwait(false)));
        }

        return new Page<EventTopicView>(views, page.Total, page.Offset, page.Limit) { Next = page.Next };
    }
}
