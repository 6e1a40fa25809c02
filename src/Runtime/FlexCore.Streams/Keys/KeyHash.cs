using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>A 64-bit hash of values that is the same in every process and on every machine, so that it can choose partitions and lie in checkpoints.</summary>
/// <remarks>
/// Bytes are taken eight at a time; each step is a bijection of the hash so far (exclusive or, odd multiplication, shift), and the end is the
/// finalizer of MurmurHash3 (A. Appleby, public domain), so texts of up to eight bytes and numbers never collide within their length. Equal
/// keys (<see cref="KeyEquality"/>) have equal hashes. Not for adversaries: it has no secret.
/// </remarks>
internal static class KeyHash
{
    private const ulong Seed = 0x9E37_79B9_7F4A_7C15;
    private const ulong Odd1 = 0xE703_7ED1_A0B4_28DB;
    private const ulong Odd2 = 0x8EBC_6AF0_9C88_C6E3;

    /// <summary>The hash of no key parts.</summary>
    public const ulong Empty = Seed;

    /// <summary>Adds one key part to a hash.</summary>
    /// <param name="hash">The hash so far, <see cref="Empty"/> at first.</param>
    /// <param name="value">The part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong hash, in Value value) => Step(BitOperations.RotateLeft(hash, 23), Of(value));

    /// <summary>The hash of one value.</summary>
    /// <param name="value">The value.</param>
    public static ulong Of(in Value value)
    {
        if (value.IsUtf8)
        {
            return OfBytes(value.Utf8Span());
        }

        return value.TryGetNumber(out var number) ? OfNumber(number) : OfOther(value);
    }

    /// <summary>The hash of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        // Multiplied, so that the length cannot be mistaken for a difference of the text.
        var hash = Seed + ((ulong)bytes.Length * Odd2);
        ref var origin = ref MemoryMarshal.GetReference(bytes);
        var length = bytes.Length;
        if (length >= 8)
        {
            var i = 0;
            for (; i < length - 8; i += 8)
            {
                hash = Step(hash, Read64(ref origin, i));
            }

            // The last eight bytes overlap those before: no loop over a tail.
            return Finish(Step(hash, Read64(ref origin, length - 8)));
        }

        var tail = 0UL;
        if (length >= 4)
        {
            tail = ((ulong)Read32(ref origin, 0) << 32) | Read32(ref origin, length - 4);
        }
        else if (length > 0)
        {
            tail = ((ulong)bytes[0] << 16) | ((ulong)bytes[length >> 1] << 8) | bytes[length - 1];
        }

        return Finish(Step(hash, tail));
    }

    private static ulong OfNumber(double number)
    {
        // The two zeros are one key, and so are all NaNs.
        var bits = number == 0 ? 0 : double.IsNaN(number) ? ulong.MaxValue : BitConverter.DoubleToUInt64Bits(number);
        return Finish(bits ^ Odd2);
    }

    private static ulong OfOther(in Value value)
    {
        if (value.TryGetExactNumber(out var exact))
        {
            return OfText(exact.Text) + 1;
        }

        switch (value.Kind)
        {
            case ValueKind.String:
                return OfText(value.AsString());
            case ValueKind.Boolean:
                return Finish(value.AsBoolean() ? 3UL : 2UL);
            case ValueKind.Array:
                var ordered = Finish(5);
                foreach (var item in value.AsArray().Items)
                {
                    ordered = Add(ordered, item);
                }

                return ordered;
            case ValueKind.Object:
                // Fields may come in any order, as in equality.
                var sum = Finish(7);
                foreach (var (name, field) in value.AsObject().Fields)
                {
                    sum += Add(OfText(name), field);
                }

                return sum;
            default:
                return Finish((ulong)value.Kind + 11);
        }
    }

    private static ulong OfText(string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var hash = OfBytes(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong hash, ulong block)
    {
        hash = (hash ^ block) * Odd1;
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51_AFD7_ED55_8CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CE_B9FE_1A85_EC53;
        return hash ^ (hash >> 33);
    }

    private static ulong Read64(ref byte origin, int offset)
    {
        var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref origin, offset));
        return BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }

    private static uint Read32(ref byte origin, int offset)
    {
        var value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref origin, offset));
        return BitConverter.IsLittleEndian ? value : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }
}
