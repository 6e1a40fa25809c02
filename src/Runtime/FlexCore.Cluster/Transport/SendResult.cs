namespace FlexCore.Cluster.Transport;

/// <summary>What became of a frame that was given to the transport.</summary>
internal enum SendResult
{
    /// <summary>It goes out; a request will be answered or lost.</summary>
    Accepted,

    /// <summary>Too much waits for that node already; nothing was sent.</summary>
    Overloaded,

    /// <summary>The node cannot be reached now; nothing was sent.</summary>
    Unreachable,

    /// <summary>This node's transport is stopping; nothing was sent.</summary>
    Stopping,
}
