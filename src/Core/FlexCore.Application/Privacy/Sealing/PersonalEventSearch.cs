using FlexCore.Application.EventIndex;
using FlexCore.Application.Nodes;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Searchers who see personal values. What is searched by never is personal. Stateless and thread-safe.</summary>
/// <param name="inner">Searches.</param>
/// <param name="personal">Opens.</param>
public sealed class PersonalEventSearch(IEventSearch inner, IPersonalReader personal) : IEventSearch
{
    /// <inheritdoc/>
    public async ValueTask<NodeReply<EventSearchPart>> FindAsync(SecurityContext security, EventSearchQuery query, CancellationToken cancellationToken = default)
    {
        var reply = await inner.FindAsync(security, query, cancellationToken).ConfigureAwait(false);
        return reply.Value is { } part ? reply with { Value = part with { Events = await personal.OpenAllAsync(part.Events, cancellationToken).ConfigureAwait(false) } } : reply;
    }

    /// <inheritdoc/>
    public ValueTask<NodeReply<EventStatistics>> CountAsync(SecurityContext security, CancellationToken cancellationToken = default) => inner.CountAsync(security, cancellationToken);
}
