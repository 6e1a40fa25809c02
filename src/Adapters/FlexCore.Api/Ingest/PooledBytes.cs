using System.Buffers;

namespace FlexCore.Api.Ingest;

/// <summary>Bytes in a rented array that grows.</summary>
/// <remarks>
/// Owned by one request at a time. <see cref="Return"/> gives the array back; whoever cannot know whether somebody still reads it
/// (an append that timed out) does not return it and leaves it to the collector.
/// </remarks>
internal sealed class PooledBytes
{
    private byte[] _array;

    /// <summary>Rents an array.</summary>
    /// <param name="capacity">How many bytes are expected.</param>
    public PooledBytes(int capacity) => _array = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 256));

    /// <summary>How many bytes are in use.</summary>
    public int Length { get; set; }

    /// <summary>The bytes in use.</summary>
    public Span<byte> Span => _array.AsSpan(0, Length);

    /// <summary>The first bytes in use.</summary>
    /// <param name="length">How many.</param>
    public ReadOnlyMemory<byte> Memory(int length) => _array.AsMemory(0, length);

    /// <summary>Room behind the bytes in use; what was written there counts after <see cref="Length"/> was raised.</summary>
    /// <param name="size">How much room is needed at least.</param>
    public Memory<byte> Reserve(int size)
    {
        if (_array.Length - Length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + size), Math.Min(_array.Length, 1 << 29) * 2));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        return _array.AsMemory(Length);
    }

    /// <summary>Gives the array back. The instance must not be used any more.</summary>
    public void Return()
    {
        var array = _array;
        _array = [];
        Length = 0;
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
