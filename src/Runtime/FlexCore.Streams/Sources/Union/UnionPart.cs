namespace FlexCore.Streams.Sources.Union;

/// <summary>An open source of a union.</summary>
/// <param name="Source">The source.</param>
/// <param name="IsLive">Whether it has no end.</param>
/// <param name="Start">The position at which it was opened, or <see langword="null"/> for its beginning.</param>
internal sealed record UnionPart(IRecordSource Source, bool IsLive, ReadOnlyMemory<byte>? Start);
