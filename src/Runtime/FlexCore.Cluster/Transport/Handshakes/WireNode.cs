using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>Node ids and small numbers as they travel.</summary>
internal static class WireNode
{
    internal static void Write(WireWriter frame, NodeId node)
    {
        frame.Text(node.Name);
        frame.Varint((ulong)node.Incarnation);
    }

    /// <exception cref="WireException">It is no node id.</exception>
    internal static NodeId Read(ref WireReader reader)
    {
        var name = reader.Text();
        var incarnation = reader.Varint();
        return NodeId.IsName(name) && incarnation is >= 1 and <= long.MaxValue
            ? new NodeId(name, (long)incarnation)
            : throw new WireException("A frame names a node that cannot exist.");
    }

    internal static int SmallNumber(ref WireReader reader)
    {
        var number = reader.Varint();
        return number <= int.MaxValue ? (int)number : throw new WireException($"The number {number} in a frame is out of range.");
    }
}
