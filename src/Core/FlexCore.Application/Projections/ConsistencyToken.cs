using FlexCore.Application.Feed;

namespace FlexCore.Application.Projections;

/// <summary>Where a write ended: for each shard it touched, the offset of its last event. A query that waits for it sees the write. Immutable.</summary>
/// <remarks>A token belongs to one store. It says nothing about other shards, so it stays small whatever the store holds.</remarks>
public sealed class ConsistencyToken : IEquatable<ConsistencyToken>
{
    private readonly FeedCursor _places;

    private ConsistencyToken(FeedCursor places) => _places = places;

    /// <summary>Asks for nothing: every position has passed it.</summary>
    public static ConsistencyToken None { get; } = new(FeedCursor.Start);

    /// <summary>The shards that were written to, with the last offset in each.</summary>
    public IReadOnlyDictionary<int, long> Offsets => _places.Offsets;

    /// <summary>The token of one append.</summary>
    /// <param name="shard">The shard, at least 0.</param>
    /// <param name="offset">The offset of the last event there, at least 1.</param>
    public static ConsistencyToken At(int shard, long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, 1);
        return new ConsistencyToken(FeedCursor.Start.With(shard, offset));
    }

    /// <summary>The token that asks for everything before a cursor.</summary>
    /// <param name="cursor">The cursor, for example the feed's end.</param>
    public static ConsistencyToken Of(FeedCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        return new ConsistencyToken(cursor);
    }

    /// <summary>The token that asks for what both ask for.</summary>
    /// <param name="other">Another token of the same store.</param>
    public ConsistencyToken And(ConsistencyToken other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ConsistencyToken(_places.With(other.Offsets.Where(place => place.Value > _places.OffsetOf(place.Key))));
    }

    /// <summary>Whether a position has everything that this token asks for.</summary>
    /// <param name="position">How far a reader of the feed has come.</param>
    public bool IsPassedBy(FeedCursor position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return _places.Offsets.All(place => position.OffsetOf(place.Key) >= place.Value);
    }

    /// <summary>The text form <c>shard:offset,shard:offset…</c>, ordered by shard; empty for <see cref="None"/>.</summary>
    public override string ToString() => _places.ToString();

    /// <summary>Reads the text form.</summary>
    /// <param name="text">What <see cref="ToString"/> wrote.</param>
    /// <exception cref="FormatException">The text is not a token.</exception>
    public static ConsistencyToken Parse(string text)
    {
        try
        {
            return new ConsistencyToken(FeedCursor.Parse(text));
        }
        catch (FormatException error)
        {
            throw new FormatException($"'{text}' is no consistency token: it has the form shard:offset,shard:offset. Send the token that a command returned.", error);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ConsistencyToken? other) => other is not null && _places.Equals(other._places);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConsistencyToken);

    /// <inheritdoc/>
    public override int GetHashCode() => _places.GetHashCode();
}
