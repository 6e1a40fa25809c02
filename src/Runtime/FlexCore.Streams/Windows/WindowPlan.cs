using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;

namespace FlexCore.Streams.Windows;

/// <summary>Tumbling or sliding windows in event time, aligned to the epoch.</summary>
/// <param name="Keyed">Keys and aggregates.</param>
/// <param name="SizeMs">The windows' length in milliseconds.</param>
/// <param name="TimeSlot">The cell with the event time: milliseconds since the epoch, or ISO 8601 text. Anything else fails the row with <c>invalid-time</c>.</param>
/// <param name="LatenessMs">The watermark is the greatest event time so far minus this.</param>
/// <param name="Late">What happens to rows whose window is already closed: drop counts them, the others report <see cref="Records.RecordBatch.Fail"/> with <c>late</c>, and the runtime applies the policy.</param>
internal sealed record WindowPlan(KeyedPlan Keyed, long SizeMs, int TimeSlot, long LatenessMs, LatePolicy Late)
{
    /// <summary>The time from the start of a window to the start of the next.</summary>
    /// <value>The default value is <see cref="SizeMs"/>: tumbling windows.</value>
    public long EveryMs { get; init; } = SizeMs;

    /// <summary>The longest time that divides the windows' length and distance.</summary>
    public long PaneMs => SizeMs / PanesPerWindow;

    /// <summary>How many panes make a window.</summary>
    public long PanesPerWindow => PanesOf(SizeMs, EveryMs);

    /// <summary>How many panes make a window: panes are as long as the greatest common divisor of the windows' length and distance.</summary>
    /// <param name="size">The windows' length.</param>
    /// <param name="every">The windows' distance.</param>
    public static long PanesOf(long size, long every)
    {
        var (greater, lesser) = (size, every);
        while (lesser > 0)
        {
            (greater, lesser) = (lesser, greater % lesser);
        }

        return size / greater;
    }
}
