namespace FlexCore.Streams.Values;

/// <summary>How much a value holds, seen as a tree: a part that appears twice counts twice.</summary>
/// <param name="Depth">Levels of lists and objects; 0 for anything else.</param>
/// <param name="Size">Bytes of text plus 16 for each value; saturates at <see cref="MaxSize"/>.</param>
internal readonly record struct Extent(int Depth, long Size)
{
    public const long MaxSize = 1L << 50;

    public static Extent Of(Value value) => value.Kind switch
    {
        ValueKind.Array => value.AsArray().Extent,
        ValueKind.Object => value.AsObject().Extent,
        ValueKind.String => new(0, 16 + value.TextLength),
        _ => new(0, 16),
    };

    /// <summary>The extent of a container with one more part.</summary>
    /// <param name="part">The part.</param>
    public Extent With(Extent part) => new(Math.Max(Depth, part.Depth + 1), Math.Min(Size + part.Size, MaxSize));
}
