using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Transport.Handshakes;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Probes;

/// <summary>Probes and their answers as they travel.</summary>
internal static class ProbeWire
{
    /// <summary>Asks the node itself.</summary>
    internal const byte Direct = 1;

    /// <summary>Asks the node whether it reaches another.</summary>
    internal const byte Through = 2;

    internal static void Write(WireWriter frame, TableVersions versions)
    {
        frame.SignedVarint(versions.Members);
        frame.SignedVarint(versions.Shards);
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static TableVersions ReadVersions(ref WireReader reader) => new(reader.SignedVarint(), reader.SignedVarint());

    internal static void Write(WireWriter frame, ProbeReply reply)
    {
        WireNode.Write(frame, reply.From);
        Write(frame, reply.Known);
        if (reply.HasLostDatabase)
        {
            // Left out in the usual case, and read as false where it is missing: nodes of before do not know it, and pass over what comes behind.
            frame.Byte(1);
        }
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static ProbeReply ReadReply(ref WireReader reader)
    {
        var from = WireNode.Read(ref reader);
        var known = ReadVersions(ref reader);
        return new ProbeReply(from, known) { HasLostDatabase = reader.Rest.Length > 0 && reader.Byte() != 0 };
    }

    internal static void Write(WireWriter frame, Member target)
    {
        WireNode.Write(frame, target.Id);
        frame.Text(target.Address.Host);
        frame.Varint((ulong)target.Address.Port);
    }

    /// <summary>A member as far as it is needed to reach it.</summary>
    /// <exception cref="WireException">It is malformed.</exception>
    internal static Member ReadTarget(ref WireReader reader)
    {
        var id = WireNode.Read(ref reader);
        var host = reader.Text();
        var port = WireNode.SmallNumber(ref reader);
        return port is >= 1 and <= ushort.MaxValue
            ? new Member(id, MemberStatus.Up, new NodeAddress(host, port))
            : throw new WireException($"The port {port} of a member is out of range.");
    }
}
