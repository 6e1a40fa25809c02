using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventStreams;

/// <summary>Event streams over the journal: each is an entity that appends, and readers read the journal.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
/// <param name="streams">The region of event streams.</param>
/// <param name="journal">Where events are.</param>
/// <param name="directory">Which streams there are.</param>
/// <param name="access">Who may do what.</param>
/// <param name="clock">The instants of appends.</param>
public sealed class EventStore(
    IEntityRegion<EventStreamCommand, EventStreamState> streams, IEventJournal journal, IEntityDirectory directory, IEventAccess access, TimeProvider clock) : IEventStore
{
    private const int KeyLengthMax = 128;

    /// <inheritdoc/>
    public async ValueTask<EventAppendReply> AppendAsync(EventAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        var id = new EntityId(append.Security.Tenant, EventStreamDecider.Kind, append.Stream);
        var action = append.Events.Any(candidate => candidate.Origin is not null) ? EventAction.Import : EventAction.Append;
        if ((access.Check(append.Security, action, id) ?? CheckCall(append)) is { } refusal)
        {
            return new EventAppendReply(refusal, 0, 0, IsReplay: false);
        }

        var context = new CommandContext(append.Security, clock.GetUtcNow(), append.CorrelationId)
        {
            CausationId = append.CausationId ?? append.CorrelationId,
            IdempotencyKey = append.IdempotencyKey,
            RequestHash = append.IdempotencyKey is null ? null : append.RequestHash,
        };
        var reply = await streams.AskAsync(id, new EventStreamCommand.Append(context, append.ExpectedVersion, append.Events), cancellationToken).ConfigureAwait(false);
        return reply.Refusal is { } refused
            ? new EventAppendReply(refused, 0, reply.Version, reply.IsReplay)
            : new EventAppendReply(null, reply.Version - append.Events.Count + 1, reply.Version, reply.IsReplay);
    }

    /// <inheritdoc/>
    public async ValueTask<EventSlice> ReadAsync(SecurityContext security, EventRead read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentOutOfRangeException.ThrowIfNegative(read.From);
        var id = new EntityId(security.Tenant, read.Kind, read.Stream);
        if (access.Check(security, EventAction.Read, id) is { } refusal)
        {
            return new EventSlice(refusal, [], null);
        }

        var limit = Math.Clamp(read.Limit, 1, EventRead.LimitMax);
        return read.Backwards
            ? await ReadBackwardsAsync(id, read.From, limit, cancellationToken).ConfigureAwait(false)
            : await ReadForwardsAsync(id, Math.Max(1, read.From), limit, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<Page<string>>> ListAsync(SecurityContext security, string kind, PageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(query);
        if (access.Check(security, EventAction.ReadAll, stream: null) is { } refusal)
        {
            return new NodeReply<Page<string>>(null, refusal);
        }

        return new NodeReply<Page<string>>(await DirectoryPages.ReadAsync(directory, security.Tenant, kind, query, cancellationToken).ConfigureAwait(false), null);
    }

    private static Refusal? CheckCall(EventAppend append) =>
        append.IdempotencyKey is { Length: 0 or > KeyLengthMax } key
            ? new Refusal("bad-idempotency-key", $"The idempotency key has {key.Length} characters. Give it 1 to {KeyLengthMax}, or none.")
            : append.CausationId is { Length: 0 or > AppendRequest.MetadataTextLengthMax } cause
                ? new Refusal("bad-event", $"The causation id has {cause.Length} characters. Give it 1 to {AppendRequest.MetadataTextLengthMax}, or none.")
                : null;

    private async ValueTask<EventSlice> ReadForwardsAsync(EntityId id, long from, int limit, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>(Math.Min(limit, 100));
        await foreach (var stored in journal.ReadStreamAsync(id, from, cancellationToken).ConfigureAwait(false))
        {
            if (stored.IsScavenged())
            {
                throw new ScavengedException(id, stored.Version, await journal.FirstKeptAsync(id, stored.Version, cancellationToken).ConfigureAwait(false));
            }

            if (events.Count == limit)
            {
                return new EventSlice(null, events, stored.Version);
            }

            events.Add(RecordedEvent.Of(stored));
        }

        return new EventSlice(null, events, null);
    }

    private async ValueTask<EventSlice> ReadBackwardsAsync(EntityId id, long from, int limit, CancellationToken cancellationToken)
    {
        var newest = await journal.FindVersionAsync(id, cancellationToken).ConfigureAwait(false);
        var last = from == 0 ? newest : Math.Min(from, newest);
        if (last == 0)
        {
            return new EventSlice(null, [], null);
        }

        var first = Math.Max(1, last - limit + 1);
        var events = new List<RecordedEvent>((int)(last - first + 1));
        var gone = 0L;
        await foreach (var stored in journal.ReadStreamAsync(id, first, cancellationToken).ConfigureAwait(false))
        {
            if (stored.Version > last)
            {
                break;
            }

            if (stored.IsScavenged())
            {
                gone = stored.Version;
                continue;
            }

            events.Add(RecordedEvent.Of(stored));
        }

        if (events.Count == 0 && gone > 0)
        {
            throw new ScavengedException(id, last, await journal.FirstKeptAsync(id, gone, cancellationToken).ConfigureAwait(false));
        }

        // Whoever goes on behind the last one that is left is told what became of the others.
        events.Reverse();
        return new EventSlice(null, events, gone > 0 ? gone : first > 1 ? first - 1 : null);
    }
}
