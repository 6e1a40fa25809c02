using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Connections;

namespace FlexCore.Cluster.Transport;

/// <summary>A part of the node that other nodes can reach.</summary>
/// <remarks>
/// Called on a connection's thread, one frame after the other in the order in which that node sent them, so it must not block. A
/// <see cref="Wire.WireException"/> refuses the frame as malformed and leaves the connection; a malformed message without an answer is counted.
/// </remarks>
internal interface ITransportService
{
    /// <summary>Which service it is.</summary>
    ServiceNumber Number { get; }

    /// <summary>A request; it must be answered exactly once, now or later.</summary>
    /// <param name="call">The way back.</param>
    /// <param name="body">The request, valid during the call.</param>
    void OnRequest(InboundCall call, ReadOnlySpan<byte> body);

    /// <summary>A message without an answer.</summary>
    /// <param name="from">Who sent it.</param>
    /// <param name="body">The message, valid during the call.</param>
    void OnTell(NodeId from, ReadOnlySpan<byte> body);
}
