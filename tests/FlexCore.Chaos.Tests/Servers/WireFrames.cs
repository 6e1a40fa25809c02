using System.Buffers.Binary;

namespace FlexCore.Chaos.Tests.Servers;

/// <summary>Where the frames between nodes end, so that faults meet whole ones: a greeting, then frames of a length, a checksum and what is counted.</summary>
internal static class WireFrames
{
    private const int Uncounted = 8;

    private static ReadOnlySpan<byte> Greeting => "FLEXNODE"u8;

    public static int Cut(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.StartsWith(Greeting) ? Greeting.Length : 0;
        if (bytes.Length < first + sizeof(uint))
        {
            return 0;
        }

        var length = first + Uncounted + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes[first..]);
        return bytes.Length >= length ? (int)length : 0;
    }
}
