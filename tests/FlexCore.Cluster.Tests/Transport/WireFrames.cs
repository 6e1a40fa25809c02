using System.Buffers.Binary;
using FlexCore.Cluster.Transport.Handshakes;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>Where the frames of the transport end, for the fault proxy.</summary>
internal static class WireFrames
{
    public static int Cut(ReadOnlySpan<byte> bytes)
    {
        var first = bytes.StartsWith(Hello.Magic) ? Hello.Magic.Length : 0;
        if (bytes.Length < first + sizeof(uint))
        {
            return 0;
        }

        var length = first + Frame.KindAt + (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[first..]);
        return bytes.Length >= length ? length : 0;
    }
}
