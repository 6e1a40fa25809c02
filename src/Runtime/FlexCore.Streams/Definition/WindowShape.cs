namespace FlexCore.Streams.Definition;

/// <summary>Which records a window holds.</summary>
public abstract record WindowShape
{
    private protected WindowShape()
    {
    }
}

/// <summary>Windows that follow each other without a gap, aligned to the epoch.</summary>
/// <param name="Size">Their length.</param>
public sealed record TumblingWindow(TimeSpan Size) : WindowShape;

/// <summary>Windows that overlap: a record is in each one that covers its time. They are aligned to the epoch.</summary>
/// <param name="Size">Their length.</param>
/// <param name="Every">The time from the start of one to the start of the next, at most <paramref name="Size"/>.</param>
public sealed record SlidingWindow(TimeSpan Size, TimeSpan Every) : WindowShape;

/// <summary>Windows of activity, for each key its own: records belong together while each is less than the gap away from another one.</summary>
/// <param name="Gap">The time without a record that ends a session.</param>
public sealed record SessionWindow(TimeSpan Gap) : WindowShape
{
    /// <summary>The longest time from a session's first to its last record; one that would make it longer begins another session.</summary>
    /// <value>The default value is 1 day.</value>
    public TimeSpan MaxDuration { get; init; } = TimeSpan.FromDays(1);
}
