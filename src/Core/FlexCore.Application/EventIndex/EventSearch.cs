using System.Globalization;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Nodes;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.EventIndex;

/// <summary>Looks into the index and into what it does not have yet. Stateless and thread-safe.</summary>
/// <param name="index">Where events are.</param>
/// <param name="feed">What the index does not have yet.</param>
/// <param name="directory">Which streams there are.</param>
/// <param name="states">The kept states.</param>
/// <param name="access">Who may do what.</param>
public sealed class EventSearch(IEventIndex index, IEventFeed feed, IEntityDirectory directory, IStateSnapshots states, IEventAccess access) : IEventSearch
{
    private const int PageSize = 500;
    private const int LooksMax = 20_000;
    private readonly IndexTail _tail = new(feed, index);
    private readonly EventTally _tally = new(index, feed);

    /// <inheritdoc/>
    public async ValueTask<NodeReply<EventSearchPart>> FindAsync(SecurityContext security, EventSearchQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(query);
        if ((access.Check(security, EventAction.ReadAll, stream: null) ?? CheckQuery(query)) is { } refusal)
        {
            return new NodeReply<EventSearchPart>(null, refusal);
        }

        // The tail is read before the index: what moves from it into the index meanwhile is seen twice and told once, never missed.
        var tail = await _tail.ReadAsync(security.Tenant, cancellationToken).ConfigureAwait(false);
        if (tail is null)
        {
            return new NodeReply<EventSearchPart>(null, Behind());
        }

        var part = await GatherAsync(TermsOf(security.Tenant, query.Filter), query, tail, cancellationToken).ConfigureAwait(false);
        return new NodeReply<EventSearchPart>(part with { Unindexed = tail.Count }, null);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<EventStatistics>> CountAsync(SecurityContext security, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(security);
        if (access.Check(security, EventAction.ReadAll, stream: null) is { } refusal)
        {
            return new NodeReply<EventStatistics>(null, refusal);
        }

        if (await _tally.CountAsync(security.Tenant, cancellationToken).ConfigureAwait(false) is not { } types)
        {
            return new NodeReply<EventStatistics>(null, Behind());
        }

        var streams = await directory.CountAsync(new EntityRange(security.Tenant, EventStreamDecider.Kind), cancellationToken).ConfigureAwait(false);
        return new NodeReply<EventStatistics>(new EventStatistics(streams, await states.CountAsync(security.Tenant, cancellationToken).ConfigureAwait(false), types), null);
    }

    private static Refusal Behind() => new(
        "index-behind", $"More than {IndexTail.EventsMax} events wait to be indexed. Try again in a moment, or read the feed, which needs no index.");

    private static Refusal? CheckQuery(EventSearchQuery query) =>
        query.Filter is { Type: null, Tag: null, CorrelationId: null }
            ? new Refusal("no-term", "The search names neither a type nor a tag nor a correlation id. Name one, or read the feed.")
            : query.After is { } text && PlaceOf(text) is null
                ? new Refusal("bad-cursor", $"'{(text.Length > 40 ? text[..40] : text)}' is no place in a search. Send next as an answer gave it, or none.")
                : null;

    private static EventTerm[] TermsOf(TenantId tenant, EventFilter filter) =>
    [
        .. new[] { (EventTerm.Correlation, filter.CorrelationId), (EventTerm.Tag, filter.Tag), (EventTerm.Type, filter.Type) }
            .Where(static term => term.Item2 is not null)
            .Select(term => new EventTerm(tenant, term.Item1, term.Item2 ?? "")),
    ];

    private static EventPlace? PlaceOf(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                ? new EventPlace(ticks, shard, offset)
                : null;
    }

    private static string TextOf(EventPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.Ticks}.{place.Shard}.{place.Offset}");

    private async ValueTask<EventSearchPart> GatherAsync(EventTerm[] terms, EventSearchQuery query, List<EventEntry> tail, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(query.Limit, 1, EventSearchQuery.LimitMax);

        // When terms are all that is asked, everything that the index gives is wanted, and a larger page would be read for nothing.
        var size = query.Filter is { Kind: null, Stream: null } ? limit + 1 : Math.Max(PageSize, limit + 1);
        var matching = tail.Where(entry => Array.TrueForAll(terms, term => entry.Terms.Contains(term))).ToList();
        var place = query.After is { } text ? PlaceOf(text) : null;
        var found = new List<RecordedEvent>();
        var scavenged = 0;
        for (var looks = 0; looks < LooksMax;)
        {
            var range = new EventRange(terms[0], place, size) { Also = terms[1..], NewestFirst = query.NewestFirst };
            var indexed = await index.FindAsync(range, cancellationToken).ConfigureAwait(false);
            var page = Merge(indexed, matching, range);
            foreach (var entry in page)
            {
                if (found.Count == limit)
                {
                    return new EventSearchPart(found, TextOf(place ?? default)) { Scavenged = scavenged };
                }

                place = entry.Place;
                if (query.Filter.Matches(entry.Recorded))
                {
                    found.Add(entry.Recorded);
                }
                else if (entry.Recorded.Stored.IsScavenged() && query.Filter.MayHaveMatched(entry.Recorded.Stored))
                {
                    // The index still knows that it had all the terms.
                    scavenged++;
                }
            }

            looks += indexed.Reached is null ? page.Count : IEventIndex.LooksMax;
            if (page.Count < size)
            {
                if (indexed.Reached is not { } reached)
                {
                    return new EventSearchPart(found, null) { Scavenged = scavenged };
                }

                place = reached;
            }
        }

        return new EventSearchPart(found, TextOf(place ?? default)) { Scavenged = scavenged };
    }

    // What lies behind the place that the index has looked up to comes with a later page.
    private static List<EventEntry> Merge(IndexedPage indexed, List<EventEntry> tail, EventRange range)
    {
        var rest = tail.Where(entry => (range.After is not { } after || IsBehind(entry.Place, after, range.NewestFirst)) && (indexed.Reached is not { } reached || !IsBehind(entry.Place, reached, range.NewestFirst)));
        var all = indexed.Events.Select(static found => EventEntry.Of(found.Stored)).Concat(rest).DistinctBy(static entry => entry.Place);
        return [.. (range.NewestFirst ? all.OrderByDescending(static entry => entry.Place) : all.OrderBy(static entry => entry.Place)).Take(range.Limit)];
    }

    private static bool IsBehind(EventPlace place, EventPlace other, bool newestFirst) => newestFirst ? place < other : place > other;
}
