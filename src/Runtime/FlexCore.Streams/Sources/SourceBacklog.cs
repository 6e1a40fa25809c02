namespace FlexCore.Streams.Sources;

/// <summary>What lies at the source and was not read yet.</summary>
/// <param name="Records">Unread records, where the source counts them.</param>
/// <param name="Bytes">Unread bytes, where the source counts them.</param>
internal readonly record struct SourceBacklog(long? Records, long? Bytes);
