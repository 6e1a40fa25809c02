using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>What the node that dials says first.</summary>
/// <param name="Protocols">The wire protocol versions it speaks.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="From">Who it is.</param>
/// <param name="To">Whom it wants, in which life.</param>
/// <remarks>Later versions may append parts; they are skipped, so that any two versions understand each other's hello.</remarks>
internal sealed record Hello(ProtocolRange Protocols, string Cluster, NodeId From, NodeId To)
{
    /// <summary>The bytes before the first frame. A scanner or a browser says something else.</summary>
    internal static ReadOnlySpan<byte> Magic => "FLEXNODE"u8;

    internal void Write(WireWriter frame)
    {
        frame.Varint((ulong)Protocols.Lowest);
        frame.Varint((ulong)Protocols.Highest);
        frame.Text(Cluster);
        WireNode.Write(frame, From);
        WireNode.Write(frame, To);
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static Hello Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var protocols = new ProtocolRange(WireNode.SmallNumber(ref reader), WireNode.SmallNumber(ref reader));
        return new Hello(protocols, reader.Text(), WireNode.Read(ref reader), WireNode.Read(ref reader));
    }
}
