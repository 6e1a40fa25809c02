namespace FlexCore.Application.Journal;

/// <summary>A stored event does not match its checksum, or a stream's versions have a hole. The record is reported, never skipped.</summary>
public sealed class CorruptEventException : JournalException
{
    /// <summary>Creates the error.</summary>
    /// <param name="streamId">The stream, or the shard, that is damaged.</param>
    /// <param name="version">The damaged or missing version.</param>
    /// <param name="reason">What is wrong with it.</param>
    public CorruptEventException(string streamId, long version, string reason)
        : base($"Event {version} of '{streamId}' is damaged: {reason}. Restore the store from a backup; nothing was changed.")
    {
        StreamId = streamId;
        Version = version;
    }

    /// <summary>The damaged stream.</summary>
    public string StreamId { get; }

    /// <summary>The damaged or missing version.</summary>
    public long Version { get; }
}
