namespace FlexCore.Client.Transport;

/// <summary>When a call may be sent again.</summary>
internal enum Repetition
{
    /// <summary>Whenever it may help: the call reads, or its idempotency key lets nodes recognise it.</summary>
    Always,

    /// <summary>Only when it was certainly not done: nodes do not remember its key.</summary>
    WhenNotTaken,

    /// <summary>Only when it was certainly not done, and never to another node: it is about the node that gets it.</summary>
    WhenNotTakenBySameNode,
}
