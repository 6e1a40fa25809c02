using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Application.EventTransfer;

/// <summary>How far an export has come between where it begins and where it is cut. Used by one export.</summary>
/// <param name="tenant">Whose events are exported.</param>
/// <param name="filter">Which of them.</param>
/// <param name="after">Where it begins.</param>
/// <param name="cut">Where it ends.</param>
internal sealed class ExportWalk(TenantId tenant, EventFilter filter, EventCursor after, FeedCursor cut)
{
    private const int MarkEvents = 10_000;
    private const int MarkLooks = 200_000;
    private readonly Dictionary<int, long> _reached = after.Feed.Offsets.ToDictionary();
    private EventWitness? _witness = after.Witness;
    private int _left = cut.Offsets.Count(shard => after.Feed.OffsetOf(shard.Key) < shard.Value);
    private long _markedAt;
    private int _looks;

    /// <summary>The one stream that is wanted, or null: its events are where nothing else has to be read.</summary>
    public EntityId? Stream { get; } = filter is { Stream: { } name, Kind: { } kind } ? new EntityId(tenant, kind, name) : null;

    /// <summary>Where it stands.</summary>
    public FeedCursor Reached => FeedCursor.Start.With(_reached);

    /// <summary>Whether every event up to the cut was seen.</summary>
    public bool IsAtCut => _left == 0;

    /// <summary>Whether an event came after the export had begun.</summary>
    /// <param name="stored">The event.</param>
    public bool IsBehindCut(StoredEvent stored) => stored.Offset > cut.OffsetOf(stored.Shard);

    /// <summary>Passes an event.</summary>
    /// <param name="stored">The event.</param>
    /// <returns>The event as it is exported, or null when it is not.</returns>
    public RecordedEvent? Take(StoredEvent stored)
    {
        if (IsBehindCut(stored) || stored.Offset <= after.Feed.OffsetOf(stored.Shard))
        {
            return null;
        }

        _looks++;
        _reached[stored.Shard] = stored.Offset;
        if (stored.Offset == cut.OffsetOf(stored.Shard))
        {
            _left--;
        }

        if (stored.Stream.Tenant != tenant)
        {
            return null;
        }

        _witness = new EventWitness(stored.Stream, stored.Version, stored.Id);
        if (filter.Kind is { } kind && stored.Stream.Kind != kind)
        {
            return null;
        }

        var recorded = RecordedEvent.Of(stored);
        return filter.Matches(recorded) ? recorded : null;
    }

    /// <summary>Whether it is time for a place to go on from.</summary>
    /// <param name="events">How many events were written.</param>
    public bool IsMarkDue(long events) => events - _markedAt >= MarkEvents || _looks >= MarkLooks;

    /// <summary>The cursor of such a place.</summary>
    /// <param name="events">How many events were written.</param>
    public string Mark(long events)
    {
        (_markedAt, _looks) = (events, 0);
        return (after with { Feed = Reached, Witness = _witness }).Encode();
    }

    /// <summary>The cursor of the cut, which the next export can begin behind.</summary>
    public string End() => (after with { Feed = after.Feed.With(cut.Offsets.Where(shard => shard.Value > after.Feed.OffsetOf(shard.Key))), Witness = _witness }).Encode();
}
