namespace FlexCore.Cluster.Transport;

/// <summary>Why a node did not hand a request to a service. The numbers are the wire protocol.</summary>
internal enum RefuseCode : byte
{
    /// <summary>Too much is in flight; nothing was done.</summary>
    Overloaded = 1,

    /// <summary>The node has no such service; nothing was done.</summary>
    UnknownService = 2,

    /// <summary>The request could not be read; nothing was done.</summary>
    Malformed = 3,

    /// <summary>The service failed; what it did is unknown.</summary>
    Failed = 4,

    /// <summary>The node is stopping; nothing was done.</summary>
    Stopping = 5,

    /// <summary>The answer is too large to be sent now. Only questions that change nothing are answered so.</summary>
    AnswerTooLarge = 6,
}
