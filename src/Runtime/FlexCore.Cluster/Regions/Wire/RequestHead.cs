using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Wire;

/// <summary>What stands first in every request to an entity: its kind, whether it is a command, who it is, and the round of its shard's route.</summary>
internal static class RequestHead
{
    internal static void Write(WireWriter frame, EntityId id, bool isCommand, long round)
    {
        frame.Text(id.Kind);
        frame.Byte(isCommand ? (byte)1 : (byte)0);
        frame.Varint((ulong)round);
        frame.Text(id.Tenant.Value);
        frame.Text(id.Key);
    }
}
