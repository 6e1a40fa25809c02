namespace FlexCore.Domain.EventStreams;

/// <summary>Every refusal of an event stream, so that codes and wording have one place.</summary>
internal static class EventStreamRefusals
{
    public static Refusal WrongVersion(long expected, long actual) => new(
        "wrong-expected-version",
        $"The stream is at version {actual}, and the append expects {(expected == 0 ? "that it has no events" : $"version {expected}")}. Read what has come, decide again, and send version {actual}.");

    public static Refusal NoEvents() => Bad("The append has no events. Send at least one.");

    public static Refusal TooManyEvents(int count) => TooLarge($"The append has {count} events; one append takes at most {EventStreamLimits.AppendEventsMax}. Send several appends.");

    public static Refusal TooManyBytes(long bytes) => TooLarge($"The append has {bytes} bytes of data and metadata; one append takes at most {EventStreamLimits.AppendBytesMax}. Send several appends.");

    public static Refusal PartTooLarge(int index, string part, int bytes, int max) =>
        TooLarge($"The {part} of event {index + 1} has {bytes} bytes; it may have at most {max}. Keep large content elsewhere and its address here.");

    public static Refusal BadPart(int index, string part, string rule) => Bad($"The {part} of event {index + 1} {rule}.");

    private static Refusal Bad(string message) => new("bad-event", message);

    private static Refusal TooLarge(string message) => new("append-too-large", message);
}
