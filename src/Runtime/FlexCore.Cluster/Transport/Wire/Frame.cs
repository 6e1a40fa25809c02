using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FlexCore.Cluster.Transport.Wire;

/// <summary>The layout of a frame: length, checksum, kind, id, body.</summary>
/// <remarks>
/// All numbers are little endian. The length counts what follows the checksum. The checksum is CRC-32C over the body, then kind and id,
/// so that the body's part can be computed before the id is known.
/// </remarks>
internal static class Frame
{
    internal const int HeaderLength = 17;
    internal const int ChecksumAt = 4;
    internal const int KindAt = 8;
    internal const int IdAt = 9;

    /// <summary>What the length counts besides the body.</summary>
    internal const int CountedHeader = HeaderLength - KindAt;

    /// <summary>Completes the header of a frame that is laid out with its body.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="bodyChecksum">The checksum of its body.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Which request it belongs to; 0 for none.</param>
    internal static void Seal(Span<byte> frame, uint bodyChecksum, FrameKind kind, ulong id)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - KindAt));
        frame[KindAt] = (byte)kind;
        BinaryPrimitives.WriteUInt64LittleEndian(frame[IdAt..], id);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], Finish(bodyChecksum, (byte)kind, id));
    }

    /// <summary>CRC-32C, by the processor where it can.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> body)
    {
        var crc = ~0u;
        var words = MemoryMarshal.Cast<byte, ulong>(body);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var rest in body[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }

    internal static uint Finish(uint bodyChecksum, byte kind, ulong id) => ~BitOperations.Crc32C(BitOperations.Crc32C(bodyChecksum, kind), id);
}
