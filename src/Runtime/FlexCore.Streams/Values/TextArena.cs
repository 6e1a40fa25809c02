namespace FlexCore.Streams.Values;

/// <summary>Memory for text that does not lie in the source as it is, such as unescaped strings: handed out once, never overwritten.</summary>
/// <remarks>Owned by one parser. A chunk is collected when the last value in it is gone.</remarks>
internal sealed class TextArena
{
    private const int ChunkSize = 16 * 1024;

    private byte[] _chunk = [];
    private int _used;

    /// <summary>Room for a text.</summary>
    /// <param name="size">The most bytes the text can need.</param>
    /// <returns>The room, of at least that size; what is not committed is handed out again.</returns>
    public Span<byte> Reserve(int size)
    {
        if (_chunk.Length - _used < size)
        {
            _chunk = new byte[Math.Max(ChunkSize, size)];
            _used = 0;
        }

        return _chunk.AsSpan(_used);
    }

    /// <summary>Keeps the beginning of the reserved room as a text.</summary>
    /// <param name="length">The text's length in bytes.</param>
    /// <returns>The text.</returns>
    public Value Commit(int length)
    {
        var text = Value.Utf8(_chunk, _used, length);
        _used += length;
        return text;
    }
}
