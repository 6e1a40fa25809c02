namespace FlexCore.Domain.EventTopics;

/// <summary>The bounds of an event topic. An append that passes one is refused with a message that names it.</summary>
public static class EventTopicLimits
{
    /// <summary>The most bytes of records in one append: 64 MiB.</summary>
    public const int AppendBytesMax = 64 * 1024 * 1024;

    /// <summary>The most records in one append.</summary>
    public const int AppendRecordsMax = 1_000_000;

    /// <summary>The most bytes of one record: 8 MiB.</summary>
    public const int RecordBytesMax = 8 * 1024 * 1024;

    /// <summary>An append is cut into events of about this many bytes of records, so that a reader never takes a large append in one piece: 256 KiB.</summary>
    public const int EventBytesMax = 256 * 1024;

    /// <summary>The most producers whose rows a topic numbers.</summary>
    public const int ProducersMax = 1_000;

    /// <summary>The most characters of a producer's name.</summary>
    public const int ProducerLengthMax = 200;
}
