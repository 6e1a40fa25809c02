namespace FlexCore.Streams.Sources.Generate;

/// <summary>Where a generator stands.</summary>
/// <param name="Next">The number of the next record, from 1.</param>
/// <param name="BytesIn">Bytes made so far.</param>
internal sealed record GeneratePosition(long Next, long BytesIn) : SourcePosition;
