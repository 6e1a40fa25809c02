using FlexCore.Application.Entities;
using FlexCore.Cluster.Transport.Wire;
using FlexCore.Domain;

namespace FlexCore.Cluster.Regions.Wire;

/// <summary>Answers of an owner as they travel.</summary>
internal static class AnswerCodec
{
    private const byte IsReplay = 1;
    private const byte IsRefused = 2;

    internal static void WriteReply(WireWriter frame, CommandReply reply)
    {
        frame.Byte((byte)RegionStatus.Answered);
        frame.Byte((byte)((reply.IsReplay ? IsReplay : 0) | (reply.Refusal is null ? 0 : IsRefused)));
        frame.SignedVarint(reply.Version);
        if (reply.Refusal is { } refusal)
        {
            frame.Text(refusal.Code);
            frame.Text(refusal.Message);
        }
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static CommandReply ReadReply(ref WireReader reader)
    {
        var flags = reader.Byte();
        var version = reader.SignedVarint();
        var refusal = (flags & IsRefused) != 0 ? new Refusal(reader.Text(), reader.Text()) : null;
        return new CommandReply(version, refusal, (flags & IsReplay) != 0);
    }

    internal static void WriteNotOwner(WireWriter frame, long version)
    {
        frame.Byte((byte)RegionStatus.NotOwner);
        frame.SignedVarint(version);
    }

    internal static void WriteTimedOut(WireWriter frame) => frame.Byte((byte)RegionStatus.TimedOut);

    internal static void WriteFailure(WireWriter frame, EntityId id, Exception failure)
    {
        frame.Byte((byte)RegionStatus.Failed);
        frame.Text(Reason(id, failure));
        var inner = failure is EntityFailedException ? failure.InnerException : failure;
        frame.Byte(inner is null ? (byte)0 : (byte)1);
        if (inner is not null)
        {
            frame.Text(inner is RemoteFaultException remote ? remote.FaultType : inner.GetType().FullName ?? inner.GetType().Name);
            frame.Text(inner.Message);
        }
    }

    /// <exception cref="WireException">It is malformed.</exception>
    internal static EntityFailedException ReadFailure(ref WireReader reader, EntityId id)
    {
        var reason = reader.Text();
        var inner = reader.Byte() != 0 ? new RemoteFaultException(reader.Text(), reader.Text()) : null;
        return new EntityFailedException(id, reason, inner);
    }

    // The exception says "Entity … failed:" itself when it is made again.
    private static string Reason(EntityId id, Exception failure)
    {
        var start = $"Entity '{id}' failed: ";
        return failure.Message.StartsWith(start, StringComparison.Ordinal) ? failure.Message[start.Length..] : failure.Message;
    }
}
