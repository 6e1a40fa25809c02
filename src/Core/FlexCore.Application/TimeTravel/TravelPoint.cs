namespace FlexCore.Application.TimeTravel;

/// <summary>A point in the life of a stream: behind an event, at an instant, or its end.</summary>
/// <param name="Version">Behind the event of this version; <see langword="null"/> when it is no such point.</param>
/// <param name="At">Behind all events before the first one that is later than this instant; <see langword="null"/> when it is no such point.</param>
public readonly record struct TravelPoint(long? Version, DateTimeOffset? At)
{
    /// <summary>Behind the last event.</summary>
    public static TravelPoint End { get; } = new(null, null);
}
