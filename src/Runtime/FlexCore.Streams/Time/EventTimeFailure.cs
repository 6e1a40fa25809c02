using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Time;

/// <summary>Words what is wrong with a record's event time.</summary>
internal static class EventTimeFailure
{
    /// <summary>The value is no time.</summary>
    /// <param name="value">The value.</param>
    public static RecordFailure Invalid(in Value value) =>
        new("invalid-time", $"the event time must be milliseconds since the epoch or ISO 8601 text, but is {value.Kind.ToString().ToLowerInvariant()} '{value}'");

    /// <summary>The record came after its window was closed.</summary>
    /// <param name="time">The record's time.</param>
    /// <param name="watermark">The watermark.</param>
    public static RecordFailure Late(long time, long watermark) =>
        new(RecordFailure.Late, $"the event time {IsoTime.Write(time)} is in a window that was closed at watermark {IsoTime.Write(watermark)}");
}
