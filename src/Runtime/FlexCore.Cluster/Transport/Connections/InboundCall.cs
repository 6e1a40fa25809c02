using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>A request that another node waits for. Answer it exactly once, from any thread.</summary>
/// <param name="Connection">Where it came from.</param>
/// <param name="Id">Its number there.</param>
internal readonly record struct InboundCall(InboundConnection Connection, ulong Id)
{
    /// <summary>Who asks.</summary>
    internal NodeId From => Connection.Node;

    /// <summary>A frame for the answer; this thread's only one.</summary>
    internal WireWriter Begin() => Connection.Begin();

    /// <summary>Answers. An answer to a command always goes out; their number is bounded, and they are short.</summary>
    internal void Reply(WireWriter frame) => Connection.Answer(Id, frame);

    /// <summary>Answers a question, unless too much waits to be written: then the caller learns that.</summary>
    internal void ReplyIfRoom(WireWriter frame) => Connection.AnswerIfRoom(Id, frame);

    /// <summary>Says that the request was not handled.</summary>
    internal void Refuse(RefuseCode code, string message) => Connection.Refuse(Id, code, message);
}
