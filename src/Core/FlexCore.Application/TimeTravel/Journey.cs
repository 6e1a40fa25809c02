using FlexCore.Application.EventStreams;
using FlexCore.Domain;

namespace FlexCore.Application.TimeTravel;

/// <summary>One fold under way. Owned by one call.</summary>
internal sealed class Journey(EntityId id, StreamFold fold)
{
    private DateTimeOffset _lastAt;
    private string? _aggregateType;
    private long _replayed;

    public EntityId Id => id;

    public StreamFold Fold => fold;

    public object State { get; private set; } = fold.Begin();

    public long Version { get; private set; }

    /// <summary>The latest instant of any event so far.</summary>
    public DateTimeOffset NewestAt { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Whether states on the way are kept.</summary>
    public bool Keeps { get; set; } = true;

    public void BeginAt(StateSnapshot kept, RecordedEvent last)
    {
        State = fold.Decode(kept.State);
        (Version, NewestAt, _lastAt, _aggregateType) = (kept.Version, kept.NewestAt, last.At, last.User?.AggregateType);
    }

    public void Reset() => (State, Version, NewestAt, _aggregateType) = (fold.Begin(), 0, DateTimeOffset.MinValue, null);

    public void Apply(RecordedEvent recorded)
    {
        State = fold.Apply(State, recorded);
        Version = recorded.Stored.Version;
        _lastAt = recorded.At;
        NewestAt = recorded.At > NewestAt ? recorded.At : NewestAt;
        _aggregateType = recorded.User?.AggregateType ?? _aggregateType;
        _replayed++;
    }

    public TravelState Arrived() => new(Version, _lastAt, _aggregateType, _replayed, fold.Encode(State));
}
