using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Transport.Diagnostics;

/// <summary>Everything the transport logs. Event ids 8500 to 8599.</summary>
internal sealed partial class TransportLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(8500, LogLevel.Information, "Node {Node} of cluster {Cluster} listens for other nodes on {EndPoint}.")]
    internal partial void Listens(string node, string cluster, string endPoint);

    [LoggerMessage(8501, LogLevel.Information, "Connected to {Node} by version {Protocol} of the wire protocol.")]
    internal partial void Connected(string node, int protocol);

    [LoggerMessage(8502, LogLevel.Information, "The connection with {Node} ended: {Reason}.")]
    internal partial void ConnectionEnded(string node, string reason);

    [LoggerMessage(8503, LogLevel.Warning, "Node {Node} at {Address} cannot be reached and is tried again while there is something to send: {Reason}")]
    internal partial void Unreachable(string node, string address, string reason);

    [LoggerMessage(8504, LogLevel.Warning, "A connection of {Node} was refused ({Code}): {Reason}")]
    internal partial void Rejected(string node, string code, string reason);

    [LoggerMessage(8505, LogLevel.Warning, "A connection from {Remote} was closed because it is no node of this cluster: {Reason}. {Count} so far; at most one in ten seconds is told.")]
    internal partial void Stranger(string remote, string reason, long count);

    [LoggerMessage(8506, LogLevel.Warning, "Nothing was received from {Node} for {Seconds} s; its connection is given up.")]
    internal partial void WentSilent(string node, double seconds);

    [LoggerMessage(8507, LogLevel.Error, "A frame of {Node} made this node fail; the connection ends.")]
    internal partial void ConnectionFaulted(string node, Exception cause);

    [LoggerMessage(8508, LogLevel.Warning, "A connection could not be accepted: {Reason}")]
    internal partial void AcceptFailed(string reason);

    [LoggerMessage(8509, LogLevel.Warning, "The transport stopped before everything was answered: {Serving} requests of other nodes and {Waiting} of this node were given up after {Seconds} s.")]
    internal partial void DrainEnded(int serving, int waiting, double seconds);
}
