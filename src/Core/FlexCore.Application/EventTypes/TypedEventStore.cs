using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventTypes;

/// <summary>Event streams that take what is declared. Reading is left to the one seam of readers, see <see cref="TypedReader"/>. Stateless and thread-safe.</summary>
/// <param name="inner">The streams.</param>
/// <param name="types">The declared types.</param>
/// <param name="policy">Whether a type must be declared.</param>
/// <param name="access">Who may append: asked first, so that a refusal tells nobody what is declared.</param>
public sealed class TypedEventStore(IEventStore inner, DeclaredEventTypes types, EventTypePolicy policy, IEventAccess access) : IEventStore
{
    /// <inheritdoc/>
    public ValueTask<EventAppendReply> AppendAsync(EventAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        var stream = new EntityId(append.Security.Tenant, EventStreamDecider.Kind, append.Stream);
        return (access.Check(append.Security, EventAction.Append, stream) ?? types.Check(append.Events, policy)) is { } refusal
            ? ValueTask.FromResult(new EventAppendReply(refusal, 0, 0, IsReplay: false))
            : inner.AppendAsync(append, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<EventSlice> ReadAsync(SecurityContext security, EventRead read, CancellationToken cancellationToken = default) => inner.ReadAsync(security, read, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<NodeReply<Page<string>>> ListAsync(SecurityContext security, string kind, PageQuery query, CancellationToken cancellationToken = default) =>
        inner.ListAsync(security, kind, query, cancellationToken);
}
