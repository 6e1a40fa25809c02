using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using FlexCore.Domain;

namespace FlexCore.Cluster.Transport.Wire;

/// <summary>Writes one frame: room for the header, then the body.</summary>
/// <remarks>Owned by one thread at a time; used again for the next frame. Memory that a large frame needed is given back.</remarks>
internal sealed class WireWriter : IBufferWriter<byte>
{
    /// <summary>The most bytes kept for the next frame.</summary>
    internal const int KeptMax = 256 * 1024;

    private const int FirstCapacity = 512;
    private byte[] _bytes = new byte[FirstCapacity];

    /// <summary>How long the frame is so far, its header included.</summary>
    internal int Length { get; private set; } = Frame.HeaderLength;

    /// <summary>The frame, whose header is not yet filled in.</summary>
    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The body so far.</summary>
    internal ReadOnlySpan<byte> Body => _bytes.AsSpan(Frame.HeaderLength, Length - Frame.HeaderLength);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsSpan(Length);
    }

    /// <summary>Begins the next frame.</summary>
    internal WireWriter Begin()
    {
        if (_bytes.Length > KeptMax)
        {
            _bytes = new byte[FirstCapacity];
        }

        Length = Frame.HeaderLength;
        return this;
    }

    internal void Byte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    internal void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    /// <summary>A number that may be negative: small ones of either sign take few bytes.</summary>
    internal void SignedVarint(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    internal void Fixed64(long value)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(long);
    }

    internal void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>A length, then the bytes.</summary>
    internal void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)bytes.Length);
        Raw(bytes);
    }

    /// <summary>A length in bytes, then UTF-8.</summary>
    internal void Text(string text)
    {
        if (text.Length < 0x80 && Ascii.IsValid(text))
        {
            Reserve(text.Length + 1);
            _bytes[Length++] = (byte)text.Length;
            Encoding.ASCII.GetBytes(text, _bytes.AsSpan(Length));
            Length += text.Length;
            return;
        }

        var count = Encoding.UTF8.GetByteCount(text);
        Varint((ulong)count);
        Reserve(count);
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    internal void Trace(TraceParent context)
    {
        Reserve(TraceParent.ByteCount);
        context.CopyTo(_bytes.AsSpan(Length, TraceParent.ByteCount));
        Length += TraceParent.ByteCount;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, checked((int)Math.Min(Array.MaxLength, Math.Max((long)Length + count, _bytes.Length * 2L))));
        }
    }
}
