namespace FlexCore.Domain.EventStreams;

/// <summary>The bounds of an event stream. An append that passes one is refused with a message that names it.</summary>
public static class EventStreamLimits
{
    /// <summary>The most events in one append.</summary>
    public const int AppendEventsMax = 1_000;

    /// <summary>The most bytes of data and metadata in one append: 8 MiB.</summary>
    public const int AppendBytesMax = 8 * 1024 * 1024;

    /// <summary>The most bytes of one event's data: 1 MiB.</summary>
    public const int DataBytesMax = 1024 * 1024;

    /// <summary>The most bytes of one event's metadata: 64 KiB.</summary>
    public const int MetadataBytesMax = 64 * 1024;

    /// <summary>The most characters of an event's type.</summary>
    public const int TypeLengthMax = 200;

    /// <summary>The most characters of the type of what the stream is about.</summary>
    public const int AggregateTypeLengthMax = 64;

    /// <summary>The most tags of one event.</summary>
    public const int TagsMax = 32;

    /// <summary>The most characters of one tag.</summary>
    public const int TagLengthMax = 200;

    /// <summary>What types of the system's own events begin with; no other event may.</summary>
    public const string ReservedPrefix = "flexcore.";
}
