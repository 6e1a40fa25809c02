using System.Buffers;

namespace FlexCore.Persistence.Records;

/// <summary>Packs ascending sequence numbers as differences in LEB128 variable-length bytes: one or two bytes each instead of eight.</summary>
public static class SequenceRun
{
    /// <summary>Packs numbers.</summary>
    /// <param name="sequences">Strictly ascending, positive.</param>
    /// <param name="output">Receives the bytes.</param>
    /// <exception cref="ArgumentException">The numbers do not ascend.</exception>
    public static void Pack(ReadOnlySpan<long> sequences, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var previous = 0L;
        foreach (var sequence in sequences)
        {
            if (sequence <= previous)
            {
                throw new ArgumentException($"Sequence {sequence} follows {previous}; they must ascend.", nameof(sequences));
            }

            WriteVariable((ulong)(sequence - previous), output);
            previous = sequence;
        }
    }

    /// <summary>Unpacks what <see cref="Pack"/> wrote.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="sequences">Receives exactly as many numbers as it has room for.</param>
    /// <returns>Whether the bytes were well formed and held exactly that many numbers.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<long> sequences)
    {
        var previous = 0L;
        for (var i = 0; i < sequences.Length; i++)
        {
            if (!TryReadVariable(ref packed, out var difference) || difference == 0 || difference > long.MaxValue - (ulong)previous)
            {
                return false;
            }

            previous += (long)difference;
            sequences[i] = previous;
        }

        return packed.IsEmpty;
    }

    private static void WriteVariable(ulong value, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }

    private static bool TryReadVariable(ref ReadOnlySpan<byte> packed, out ulong value)
    {
        value = 0;
        for (var i = 0; i < packed.Length && i < 10; i++)
        {
            value |= (ulong)(packed[i] & 0x7F) << (7 * i);
            if (packed[i] < 0x80)
            {
                packed = packed[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
