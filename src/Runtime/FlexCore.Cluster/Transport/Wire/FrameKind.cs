namespace FlexCore.Cluster.Transport.Wire;

/// <summary>What a frame is. The numbers are the wire protocol; they never change.</summary>
internal enum FrameKind : byte
{
    /// <summary>The first frame of the node that dials: who it is and whom it wants.</summary>
    Hello = 1,

    /// <summary>The answer to a hello: both serve together from here on.</summary>
    Welcome = 2,

    /// <summary>The other answer to a hello, with the reason. The connection ends.</summary>
    Reject = 3,

    /// <summary>Asks whether the other end is alive.</summary>
    Ping = 4,

    /// <summary>It is.</summary>
    Pong = 5,

    /// <summary>A request that wants one answer.</summary>
    Request = 6,

    /// <summary>The answer of a service.</summary>
    Reply = 7,

    /// <summary>The answer of the transport in place of a service: the request was not handled.</summary>
    Refuse = 8,

    /// <summary>A message without an answer.</summary>
    Tell = 9,

    /// <summary>The sender takes no more requests; what it has accepted was answered before.</summary>
    Goodbye = 10,
}
