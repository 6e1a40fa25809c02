using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sources;

/// <summary>What all chunks of one input share.</summary>
/// <param name="Name">The path, or <c>stdin</c>.</param>
/// <param name="Index">The input's index in the source's order.</param>
/// <param name="Framing">How records end.</param>
/// <param name="HasHeader">Whether the first record is a header.</param>
/// <param name="IsInteractive">Whether records should be handed on as soon as they arrive, instead of full chunks.</param>
internal sealed record InputIdentity(string Name, int Index, Framing Framing, bool HasHeader, bool IsInteractive)
{
    /// <summary>Makes a chunk of this input.</summary>
    /// <param name="buffer">The bytes.</param>
    /// <param name="starts">Where records begin.</param>
    /// <param name="lengths">Their lengths.</param>
    /// <param name="point">The buffer's first byte.</param>
    /// <param name="header">The header.</param>
    /// <param name="defects">Records that are unusable.</param>
    public SourceChunk Chunk(
        byte[] buffer, int[] starts, int[] lengths, InputPoint point, byte[] header, IReadOnlyDictionary<int, RecordFailure>? defects = null) =>
        new(buffer, starts, lengths, starts.Length)
        {
            SourceName = Name,
            SourceIndex = Index,
            BaseOffset = point.Offset,
            FirstLine = point.Line,
            Header = header,
            Defects = defects,
        };
}
