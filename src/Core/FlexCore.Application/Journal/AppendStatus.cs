namespace FlexCore.Application.Journal;

/// <summary>How an append ended.</summary>
public enum AppendStatus
{
    /// <summary>All events are durable.</summary>
    Committed,

    /// <summary>Nothing was written: the stream is not at the expected version.</summary>
    WrongExpectedVersion,

    /// <summary>Nothing was written: a newer epoch owns the shard. The writer must stop and reload.</summary>
    Fenced,
}
