namespace FlexCore.Streams.Sources;

/// <summary>The position in a list of inputs such as files.</summary>
/// <param name="Input">The input's index.</param>
/// <param name="Point">The place in it.</param>
internal sealed record InputPosition(int Input, InputPoint Point) : SourcePosition
{
    /// <summary>The position behind a read of such a source.</summary>
    /// <param name="read">The read, or <see langword="null"/> for the beginning.</param>
    public static InputPosition Of(SourceRead? read) => read is null ? new InputPosition(0, InputPoint.Start) : (InputPosition)read.Position;
}
