namespace FlexCore.Streams.Sources;

/// <summary>The bounds of reading.</summary>
/// <param name="ChunkSize">How many bytes are read, framed and handed on together.</param>
/// <param name="MaxRecordLength">The longest record in bytes; a longer one is a failed record.</param>
internal sealed record SourceSettings(int ChunkSize, int MaxRecordLength)
{
    /// <summary>How much of a record that is too long goes to the dead letter.</summary>
    public const int KeptOfLongRecord = 1024;
}
