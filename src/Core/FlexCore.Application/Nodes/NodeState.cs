namespace FlexCore.Application.Nodes;

/// <summary>Where a node is in its life.</summary>
public enum NodeState
{
    /// <summary>The store is being opened; nothing is served yet.</summary>
    Starting,

    /// <summary>Everything is served.</summary>
    Ready,

    /// <summary>Streams are drained; nothing new is taken.</summary>
    Stopping,

    /// <summary>The store has stopped by itself after an error of the disk or damage. Nothing is acknowledged any more; restart the node.</summary>
    Failed,
}
