using System.Numerics;
using System.Runtime.InteropServices;

namespace FlexCore.Streams.Sources;

/// <summary>CRC-32C (Castagnoli), with the processor's instruction where there is one.</summary>
internal static class Checksum
{
    /// <summary>The checksum of some bytes.</summary>
    /// <param name="data">The bytes.</param>
    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in data[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
