using System.Runtime.CompilerServices;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>Readers of the whole feed. Stateless and thread-safe.</summary>
/// <param name="feed">Every committed event.</param>
/// <param name="journal">Where the last event seen is looked up.</param>
/// <param name="store">Which store it is.</param>
/// <param name="access">Who may do what.</param>
public sealed class EventTail(IEventFeed feed, IEventJournal journal, StoreIdentity store, IEventAccess access) : IEventTail
{
    private const int BatchSizeMax = 500;
    private const int LooksMax = 10_000;
    private const int LimitMax = 1_000;
    private readonly EventCursors _cursors = new(feed, journal, store);

    /// <inheritdoc/>
    public async ValueTask<FeedSlice> ReadAsync(SecurityContext security, EventFilter filter, FeedStart start, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var opened = await ResolveAsync(security, start, cancellationToken).ConfigureAwait(false);
        if (opened.Cursor is not { } cursor)
        {
            return Refused(opened.Refusal);
        }

        limit = Math.Clamp(limit, 1, LimitMax);
        var events = new List<RecordedEvent>();
        var scavenged = 0;
        for (var looks = 0; looks < LooksMax;)
        {
            if (await feed.ReadAsync(cursor.Feed, BatchSizeMax, cancellationToken).ConfigureAwait(false) is not { } batch)
            {
                return new FeedSlice(null, events, cursor.Encode(), IsAtEnd: true) { Scavenged = scavenged };
            }

            looks += batch.Events.Count;
            foreach (var stored in batch.Events)
            {
                scavenged += IsHole(security, filter, stored) ? 1 : 0;
                cursor = Take(cursor with { Feed = cursor.Feed.With(stored.Shard, stored.Offset) }, security, filter, stored, events);
                if (events.Count == limit)
                {
                    return new FeedSlice(null, events, cursor.Encode(), IsAtEnd: false) { Scavenged = scavenged };
                }
            }
        }

        return new FeedSlice(null, events, cursor.Encode(), IsAtEnd: false) { Scavenged = scavenged };
    }

    /// <inheritdoc/>
    public async ValueTask<FeedSlice> OpenAsync(SecurityContext security, FeedStart start, CancellationToken cancellationToken = default)
    {
        var opened = await ResolveAsync(security, start, cancellationToken).ConfigureAwait(false);
        return opened.Cursor is { } cursor ? new FeedSlice(null, [], cursor.Encode(), IsAtEnd: false) : Refused(opened.Refusal);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedSlice> FollowAsync(
        SecurityContext security, EventFilter filter, string cursor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(filter);
        var reached = EventCursor.TryDecode(cursor) ?? throw new ArgumentException($"'{cursor}' is no cursor: follow from what {nameof(OpenAsync)} gave.", nameof(cursor));
        await foreach (var batch in feed.SubscribeAsync(reached.Feed, BatchSizeMax, cancellationToken).ConfigureAwait(false))
        {
            var events = new List<RecordedEvent>();
            foreach (var stored in batch.Events)
            {
                reached = Take(reached, security, filter, stored, events);
            }

            reached = reached with { Feed = batch.Cursor };
            yield return new FeedSlice(null, events, reached.Encode(), IsAtEnd: false) { Scavenged = batch.Events.Count(stored => IsHole(security, filter, stored)) };
        }
    }

    private static FeedSlice Refused(Refusal? refusal) => new(refusal ?? new Refusal("refused", "The request was refused."), [], "", IsAtEnd: false);

    private static bool IsHole(SecurityContext security, EventFilter filter, StoredEvent stored) =>
        stored.IsScavenged() && filter.Type != stored.Type && stored.Stream.Tenant == security.Tenant && filter.MayHaveMatched(stored);

    // The witness is of the reader's own tenant: a cursor tells nothing of another one.
    private static EventCursor Take(EventCursor cursor, SecurityContext security, EventFilter filter, StoredEvent stored, List<RecordedEvent> events)
    {
        // What retention has taken away is passed over and counted, unless it is asked for by its type.
        if (stored.Stream.Tenant != security.Tenant || (stored.IsScavenged() && filter.Type != stored.Type))
        {
            return cursor;
        }

        var recorded = RecordedEvent.Of(stored);
        if (filter.Matches(recorded))
        {
            events.Add(recorded);
        }

        return cursor with { Witness = new EventWitness(stored.Stream, stored.Version, stored.Id) };
    }

    private async ValueTask<(EventCursor? Cursor, Refusal? Refusal)> ResolveAsync(SecurityContext security, FeedStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(security);
        if (access.Check(security, EventAction.ReadAll, stream: null) is { } denied)
        {
            return (null, denied);
        }

        if (start.Cursor is not { } text)
        {
            var from = start.IsBeginning ? FeedCursor.Start : await feed.ReadEndAsync(cancellationToken).ConfigureAwait(false);
            return (new EventCursor(store, from, null), null);
        }

        return await _cursors.OpenAsync(text, cancellationToken).ConfigureAwait(false);
    }
}
