namespace FlexCore.Streams.Sources.Union;

/// <summary>How far each source of a union was read.</summary>
/// <param name="Reads">The last read of each source, or <see langword="null"/> for one that was not read in this attempt. Never changed.</param>
internal sealed record UnionPosition(SourceRead?[] Reads) : SourcePosition;
