namespace FlexCore.Streams.Definition;

/// <summary>A stretch of a text that stands in one piece in the file.</summary>
/// <param name="Offset">Where it begins in the text.</param>
/// <param name="Mark">Where its first character stands in the file.</param>
/// <param name="IsFixed">Whether all its characters count as standing at <paramref name="Mark"/>, because a variable put them there.</param>
internal readonly record struct TextSegment(int Offset, Mark Mark, bool IsFixed);
