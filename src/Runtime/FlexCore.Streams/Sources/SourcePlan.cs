using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Sources;

/// <summary>What a graph reads.</summary>
/// <param name="Paths">Absolute paths and patterns; empty for standard input.</param>
/// <param name="Compression">How the data is compressed.</param>
/// <param name="Framing">How bytes are cut into records.</param>
/// <param name="HasHeader">Whether the first record of each input is a header and not data.</param>
internal sealed record SourcePlan(IReadOnlyList<string> Paths, Compression Compression, Framing Framing, bool HasHeader)
{
    /// <summary>Whether the source can be read again from a position.</summary>
    public bool IsResumable => Paths.Count > 0;
}
