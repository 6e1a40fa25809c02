namespace FlexCore.Application.EventIndex;

/// <summary>Where an event stands in the order of time: by its instant, and among equal ones by shard and offset.</summary>
/// <param name="Ticks">The instant at which it was recorded by this store, UTC, in ticks of 100 ns.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Offset">Its place in the shard.</param>
public readonly record struct EventPlace(long Ticks, int Shard, long Offset) : IComparable<EventPlace>
{
    /// <inheritdoc/>
    public int CompareTo(EventPlace other) =>
        Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Shard != other.Shard ? Shard.CompareTo(other.Shard) : Offset.CompareTo(other.Offset);

    /// <summary>Whether one comes before another.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(EventPlace left, EventPlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes behind another.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(EventPlace left, EventPlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes before another or is it.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(EventPlace left, EventPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes behind another or is it.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(EventPlace left, EventPlace right) => left.CompareTo(right) >= 0;
}
