namespace FlexCore.Streams.Sources;

/// <summary>A place between two records of one input.</summary>
/// <param name="Offset">Bytes before it in the decompressed input.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="TailLength">How many bytes before it <paramref name="TailChecksum"/> covers.</param>
/// <param name="TailChecksum">CRC-32C of those bytes: tells on resume whether the input is still the same.</param>
internal readonly record struct InputPoint(long Offset, long Line, int TailLength, uint TailChecksum)
{
    /// <summary>The beginning of an input.</summary>
    public static InputPoint Start => new(0, 1, 0, 0);
}
