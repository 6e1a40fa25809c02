using System.Buffers.Binary;
using System.Text;
using FlexCore.Domain;

namespace FlexCore.Cluster.Transport.Wire;

/// <summary>Reads the body of a frame, part by part.</summary>
/// <remarks>Every method throws <see cref="WireException"/> when the body ends before the part does, or the part is malformed.</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>What has not been read.</summary>
    internal readonly ReadOnlySpan<byte> Rest => _rest;

    internal byte Byte() => Take(1)[0];

    internal ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new WireException("A number in a frame has more than 64 bits.");
    }

    internal long SignedVarint()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    internal long Fixed64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    internal ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        return length <= (ulong)_rest.Length
            ? Take((int)length)
            : throw new WireException($"A part of {length} bytes is announced where {_rest.Length} are left in the frame.");
    }

    internal string Text()
    {
        var bytes = Bytes();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new WireException("A text in a frame is not UTF-8.", error);
        }
    }

    internal TraceParent Trace() =>
        TraceParent.TryRead(Take(TraceParent.ByteCount), out var context) ? context : throw new WireException("A trace context in a frame is not valid.");

    private static UTF8Encoding StrictUtf8 { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            throw new WireException($"The frame ends where {count} more bytes should be; {_rest.Length} are left.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
