using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Event streams whose personal values are sealed in the log. Stateless and thread-safe.</summary>
/// <param name="inner">The streams.</param>
/// <param name="personal">Seals, and opens what is wanted as it is stored.</param>
/// <param name="reader">Shows every other event to whoever reads it.</param>
/// <param name="access">Who may append: asked before a key is made for anybody.</param>
public sealed class PersonalEventStore(IEventStore inner, PersonalData personal, IPersonalReader reader, IEventAccess access) : IEventStore
{
    /// <inheritdoc/>
    public async ValueTask<EventAppendReply> AppendAsync(EventAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        var stream = new EntityId(append.Security.Tenant, EventStreamDecider.Kind, append.Stream);
        if (access.Check(append.Security, EventAction.Append, stream) is { } denied)
        {
            return new EventAppendReply(denied, 0, 0, IsReplay: false);
        }

        var (ready, refusal) = await personal.SealAsync(append, cancellationToken).ConfigureAwait(false);
        return ready is null ? new EventAppendReply(refusal, 0, 0, IsReplay: false) : await inner.AppendAsync(ready, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<EventSlice> ReadAsync(SecurityContext security, EventRead read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        var slice = await inner.ReadAsync(security, read, cancellationToken).ConfigureAwait(false);
        return slice with { Events = await (read.AsStored ? personal : reader).OpenAllAsync(slice.Events, cancellationToken).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public ValueTask<NodeReply<Page<string>>> ListAsync(SecurityContext security, string kind, PageQuery query, CancellationToken cancellationToken = default) =>
        inner.ListAsync(security, kind, query, cancellationToken);
}
