using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>What the node that was dialled answers when both serve together.</summary>
/// <param name="Protocol">The version that both use from here on.</param>
/// <param name="Node">Who it is.</param>
/// <param name="RequestsMax">How many requests it serves at once over this connection.</param>
/// <param name="FrameBytesMax">The longest body it takes.</param>
internal sealed record Welcome(int Protocol, NodeId Node, int RequestsMax, int FrameBytesMax)
{
    internal void Write(WireWriter frame)
    {
        frame.Varint((ulong)Protocol);
        WireNode.Write(frame, Node);
        frame.Varint((ulong)RequestsMax);
        frame.Varint((ulong)FrameBytesMax);
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static Welcome Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        return new Welcome(
            WireNode.SmallNumber(ref reader), WireNode.Read(ref reader), WireNode.SmallNumber(ref reader), WireNode.SmallNumber(ref reader));
    }
}
