namespace FlexCore.Streams.Records;

/// <summary>A piece of a record's text.</summary>
/// <param name="Start">Where it begins, within the record.</param>
/// <param name="Length">Its length in bytes; negative when the piece is missing.</param>
internal readonly record struct TextRange(int Start, int Length)
{
    /// <summary>No piece.</summary>
    public static TextRange Missing => new(0, -1);
}
